import WeirText

/// An axis of a plot: numbers, or labels at 0, 1, 2 and so on.
public struct PlotAxis: Sendable, Equatable {
  public let name: String
  /// The labels at 0, 1, 2, ...; empty for an axis of numbers.
  public let labels: [String]

  /// An axis of numbers.
  public init(_ name: String) {
    self.name = Visible.text(name)
    self.labels = []
  }

  /// An axis of labels.
  public init(_ axis: FigureAxis) {
    self.name = axis.name
    self.labels = axis.labels
  }

  /// What a place on the axis is called: its label, or the exact number.
  func text(at value: Double) -> String {
    guard !labels.isEmpty, let index = Int(exactly: value), labels.indices.contains(index) else {
      return NumberText.exact(value)
    }
    return labels[index]
  }
}
