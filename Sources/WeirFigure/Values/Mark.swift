/// What a panel draws.
///
/// A new kind of picture is a case here; the compiler then points at every renderer.
public enum Mark: Sendable, Equatable {
  /// Coloured cells in rows and columns.
  case cells(CellMap)
  /// A few lines of prose.
  case text(String)
}
