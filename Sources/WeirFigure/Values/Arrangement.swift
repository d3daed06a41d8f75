/// How the panels of a figure stand together; it nests, so that figures can stand beside figures.
public indirect enum Arrangement: Sendable, Equatable {
  case panel(Panel)
  /// Beside each other, wrapped below each other where the medium is narrow.
  case row([Arrangement])
  /// Below each other.
  case column([Arrangement])
  /// Small multiples: panels of one kind in a grid, with one legend when they share a scale.
  case grid([Panel])
  /// One panel large and the others small: the one at the index is held, the others can be chosen where the medium is live.
  case focus([Panel], on: Int)
  /// A part with a heading of its own, such as a figure inside a figure.
  case titled(String, Arrangement)

  /// Every panel, in reading order.
  public var panels: [Panel] {
    switch self {
    case .panel(let panel): [panel]
    case .row(let parts), .column(let parts): parts.flatMap(\.panels)
    case .grid(let panels), .focus(let panels, _): panels
    case .titled(_, let part): part.panels
    }
  }
}
