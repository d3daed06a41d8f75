/// A half-open range of bytes `[lower, upper)` in a source; an empty span marks a place between bytes.
public struct Span: Sendable {
  public let source: Source
  private let lowerOffset: Int32
  private let upperOffset: Int32

  public init(_ source: Source, _ lower: Int, _ upper: Int) {
    self.source = source
    self.lowerOffset = Int32(lower)
    self.upperOffset = Int32(upper)
  }

  public var lower: Int { Int(lowerOffset) }
  public var upper: Int { Int(upperOffset) }

  /// The text it covers.
  public var text: String { source.text(from: lower, to: upper) }

  /// The smallest span that covers both, which must lie in one source.
  public func joined(with other: Span) -> Span {
    Span(source, min(lower, other.lower), max(upper, other.upper))
  }
}

extension Span: Equatable {
  public static func == (a: Span, b: Span) -> Bool {
    a.source === b.source && a.lowerOffset == b.lowerOffset && a.upperOffset == b.upperOffset
  }
}
