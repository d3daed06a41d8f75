/// What each row of one axis holds along another: how many positions, and which tokens.
///
/// A batch of unequal lengths is stored as a full tensor whose rows are padded with `Tensor.missing`; this says where each
/// row ends. It travels with the tensor, one for each of `pos`, `query`, `key` that it has, and under other names where
/// these axes, or `batch`, were renamed.
///
///     [batch:2 pos:3]   lengths [3, 2]     the cat sat
///                                          a dog ·
public struct RowExtent: Sendable, Hashable {
  /// The axis it describes: `pos`, `query` or `key`.
  public let axis: String
  /// The axis whose rows it measures: `batch`.
  public let rowAxis: String
  /// The number of real positions of each row, in the order of `rowAxis`.
  public let lengths: [Int]
  /// The token texts of each row, as many as its length, or nil.
  public let labels: [[String]]?

  public init(axis: String, of rowAxis: String = batchAxis, lengths: [Int], labels: [[String]]? = nil) {
    self.axis = axis
    self.rowAxis = rowAxis
    self.lengths = lengths
    let fits = labels.map { $0.count == lengths.count && zip($0, lengths).allSatisfy { $0.count == $1 } } ?? false
    self.labels = fits ? labels : nil
  }

  /// The name of the axis whose rows have extents, where nobody renamed it.
  public static let batchAxis = "batch"

  /// Whether some row is shorter than another.
  public var isRagged: Bool { lengths.contains { $0 != lengths.first } }

  /// Whether a tensor with these axes can have it.
  func fits(_ axes: [Axis]) -> Bool {
    guard let size = axes.first(where: { $0.name == axis })?.size, axis != rowAxis else { return false }
    return axes.first { $0.name == rowAxis }?.size == lengths.count && lengths.allSatisfy { $0 <= size }
  }

  /// The same extent under other axis names; nil where one of its axes gets none.
  public func renamed(_ name: (String) -> String?) -> RowExtent? {
    guard let axis = name(axis), let rowAxis = name(rowAxis) else { return nil }
    return RowExtent(axis: axis, of: rowAxis, lengths: lengths, labels: labels)
  }

  /// The extent of some of the rows, in a given order.
  func taking(rows: [Int]) -> RowExtent {
    withLengths(rows.map { lengths[$0] }, labels: labels.map { labels in rows.map { labels[$0] } })
  }

  /// The extent of the first positions of each row.
  func prefix(_ count: Int) -> RowExtent {
    if lengths.allSatisfy({ $0 <= count }) { return self }
    return withLengths(lengths.map { min($0, count) }, labels: labels.map { $0.map { Array($0.prefix(count)) } })
  }

  /// The same axes with other lengths.
  func withLengths(_ lengths: [Int], labels: [[String]]? = nil) -> RowExtent {
    RowExtent(axis: axis, of: rowAxis, lengths: lengths, labels: labels)
  }

  /// Whether it describes the same two axes.
  func isAlike(_ other: RowExtent) -> Bool { axis == other.axis && rowAxis == other.rowAxis }
}

// MARK: - Extents of several tensors together

extension RowExtent {
  /// The extent that two tensors share position by position: a row ends where the shorter of the two ends.
  private func intersected(with other: RowExtent) -> RowExtent {
    if self == other { return self }
    let shorter = zip(lengths, other.lengths).map { min($0, $1) }
    func kept(_ labels: [[String]]) -> [[String]] { zip(labels, shorter).map { Array($0.prefix($1)) } }
    let (own, others) = (labels.map(kept), other.labels.map(kept))
    guard own == nil || others == nil || own == others else { return withLengths(shorter) }
    return withLengths(shorter, labels: own ?? others)
  }

  /// The extent of two tensors one beside the other: a row ends where the longer of the two ends.
  private func united(with other: RowExtent) -> RowExtent {
    if self == other { return self }
    let longer = zip(lengths, other.lengths).map { max($0, $1) }
    guard let own = labels, let others = other.labels,
      zip(own, others).allSatisfy({ a, b in zip(a, b).allSatisfy { $0 == $1 } })
    else { return withLengths(longer) }
    return withLengths(longer, labels: zip(own, others).map { $0.count >= $1.count ? $0 : $1 })
  }

  /// The extents of a position-wise combination of two tensors that was spread over `axes`.
  ///
  /// One row spread over several gives each of them its length; one position spread over several says nothing of them.
  static func merged(_ a: [RowExtent], _ b: [RowExtent], over axes: [Axis]) -> [RowExtent] {
    func spread(_ rows: [RowExtent]) -> [RowExtent] {
      rows.compactMap { extent in
        guard let count = axes.first(where: { $0.name == extent.rowAxis })?.size else { return nil }
        return extent.lengths.count == 1 ? extent.taking(rows: [Int](repeating: 0, count: count)) : extent
      }
    }
    var result = spread(a)
    for extent in spread(b) {
      if let index = result.firstIndex(where: { $0.isAlike(extent) }) {
        result[index] = result[index].intersected(with: extent)
      } else {
        result.append(extent)
      }
    }
    return result
  }

  /// The extents of tensors that stand one beside the other; where one of them has none, its rows are full.
  static func united(_ tensors: [Tensor]) -> [RowExtent] {
    guard let first = tensors.first else { return [] }
    return tensors.dropFirst().reduce(first.rows) { known, tensor in
      known.compactMap { extent in tensor.rows.first { $0.isAlike(extent) }.map { extent.united(with: $0) } }
    }
  }
}
