import WeirText

/// The rows or columns of a picture: what they are, and one label each.
public struct FigureAxis: Sendable, Equatable {
  /// What the axis counts, such as `query` or `layer`.
  public let name: String
  /// One label each, unique and with nothing hidden in it.
  public let labels: [String]

  /// Makes an axis; spaces around a label and characters that would act on a page or a terminal become visible, and labels
  /// that repeat are told apart by a subscript (` cat`, ` cat` are `␣cat₁`, `␣cat₂`).
  public init(_ name: String, labels: [String]) {
    self.name = Visible.text(name)
    self.labels = TokenLabels.display(labels)
  }

  /// An axis labelled by numbers from 0.
  public init(_ name: String, count: Int) {
    self.name = Visible.text(name)
    labels = (0..<max(0, count)).mapUntilInterrupt(String.init)
  }

  public var count: Int { labels.count }
}
