/// One part of a figure: a mark with its data, and a heading.
public struct Panel: Sendable, Equatable {
  /// The heading, such as `L11H3`; empty for none.
  public var title: String
  public var mark: Mark

  public init(title: String = "", _ mark: Mark) {
    self.title = title
    self.mark = mark
  }
}
