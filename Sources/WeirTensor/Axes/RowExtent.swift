/// What each row of the axis `batch` holds along one other axis: how many positions, and which tokens.
///
/// A batch of unequal lengths is stored as a full tensor whose rows are padded with `Tensor.missing`; this says where each
/// row ends. It travels with the tensor, one for each of `pos`, `query`, `key` that it has.
///
///     [batch:2 pos:3]   lengths [3, 2]     the cat sat
///                                          a dog ·
public struct RowExtent: Sendable, Hashable {
  /// The axis it describes: `pos`, `query` or `key`.
  public let axis: String
  /// The number of real positions of each row, in the order of `batch`.
  public let lengths: [Int]
  /// The token texts of each row, as many as its length, or nil.
  public let labels: [[String]]?

  public init(axis: String, lengths: [Int], labels: [[String]]? = nil) {
    self.axis = axis
    self.lengths = lengths
    let fits = labels.map { $0.count == lengths.count && zip($0, lengths).allSatisfy { $0.count == $1 } } ?? false
    self.labels = fits ? labels : nil
  }

  /// The name of the axis whose rows have extents.
  public static let batchAxis = "batch"

  /// Whether some row is shorter than another.
  public var isRagged: Bool { lengths.contains { $0 != lengths.first } }

  /// The same extent under another axis name.
  public func renamed(_ name: String) -> RowExtent { RowExtent(axis: name, lengths: lengths, labels: labels) }

  /// The extent of some of the rows, in a given order.
  func taking(rows: [Int]) -> RowExtent {
    RowExtent(axis: axis, lengths: rows.map { lengths[$0] }, labels: labels.map { labels in rows.map { labels[$0] } })
  }

  /// The extent that two tensors share position by position: a row ends where the shorter of the two ends.
  func intersected(with other: RowExtent) -> RowExtent {
    if self == other || other.lengths.count != lengths.count { return self }
    let shorter = zip(lengths, other.lengths).map { min($0, $1) }
    func kept(_ labels: [[String]]) -> [[String]] { zip(labels, shorter).map { Array($0.prefix($1)) } }
    let (own, others) = (labels.map(kept), other.labels.map(kept))
    guard own == nil || others == nil || own == others else { return RowExtent(axis: axis, lengths: shorter) }
    return RowExtent(axis: axis, lengths: shorter, labels: own ?? others)
  }

  /// The extents of a combination of two tensors.
  static func merged(_ a: [RowExtent], _ b: [RowExtent]) -> [RowExtent] {
    var result = a
    for extent in b {
      if let index = result.firstIndex(where: { $0.axis == extent.axis }) {
        result[index] = result[index].intersected(with: extent)
      } else {
        result.append(extent)
      }
    }
    return result
  }
}
