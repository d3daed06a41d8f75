/// What a panel draws.
///
/// A new kind of picture is a case here; the compiler then points at every renderer.
public enum Mark: Sendable, Equatable {
  /// Coloured cells in rows and columns.
  case cells(CellMap)
  /// Running text whose tokens are coloured by numbers.
  case tokens(TokenStrip)
  /// Lines, bars and points between two axes.
  case plot(Plot)
  /// Which token looks at which, as curves.
  case arcs(TokenArcs)
  /// Components as boxes by layer, with weighted edges between them.
  case graph(CircuitGraph)
  /// Rows of texts and numbers.
  case table(FigureTable)
  /// A few lines of prose.
  case text(String)
}
