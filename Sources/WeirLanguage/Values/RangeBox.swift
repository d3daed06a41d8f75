/// `a..<b` or `a...b`; open ends exist inside index brackets only.
public final class RangeBox {
  public let lower: Double?
  public let upper: Double?
  public let isClosed: Bool

  public init(lower: Double?, upper: Double?, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
  }

  /// The whole numbers it walks over; nil when an end is open or not whole.
  public var integers: Range<Int>? {
    guard let lower, let upper, let first = Self.whole(lower), var end = Self.whole(upper) else { return nil }
    if isClosed { end += 1 }
    return first..<max(first, end)
  }

  /// Whether a number lies in it.
  public func contains(_ number: Double) -> Bool {
    if let lower, !(number >= lower) { return false }
    guard let upper else { return true }
    return isClosed ? number <= upper : number < upper
  }

  private static func whole(_ number: Double) -> Int? {
    number.magnitude <= 0x1p53 && number == number.rounded() ? Int(number) : nil
  }
}
