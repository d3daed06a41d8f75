/// A named axis of a tensor: `head`, `query`, `key`, `pos`, `d_model`.
public struct Axis: Sendable, Hashable {
  /// The name, unique within one tensor; a second axis of the same kind carries a prime (`d_model'`).
  public let name: String
  public let size: Int
  /// One label a position (token texts, layer names), or nil. Labels may repeat; pictures make them unique.
  public let labels: [String]?

  public init(_ name: String, _ size: Int, labels: [String]? = nil) {
    self.name = name
    self.size = size
    self.labels = labels
  }
}
