/// Rows of float32 in memory: row `r` begins `r * stride` numbers after `base`.
///
/// A view, not an owner: whoever makes it keeps the memory alive. `[row, width]` in comments names what a row is.
public struct Rows: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Float>
  public let count: Int
  public let width: Int
  public let stride: Int

  public init(_ base: UnsafeMutablePointer<Float>, count: Int, width: Int, stride: Int? = nil) {
    self.base = base
    self.count = count
    self.width = width
    self.stride = stride ?? width
  }

  /// Some of the rows.
  public func rows(_ range: Range<Int>) -> Rows {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows lie inside")
    return Rows(base + range.lowerBound * stride, count: range.count, width: width, stride: stride)
  }

  /// Some of the columns.
  public func columns(_ range: Range<Int>) -> Rows {
    precondition(range.lowerBound >= 0 && range.upperBound <= width, "columns lie inside")
    return Rows(base + range.lowerBound, count: count, width: range.count, stride: stride)
  }

  /// Where a row begins.
  public func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }
}
