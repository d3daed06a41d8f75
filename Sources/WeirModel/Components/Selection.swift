/// Which of a row of numbered things: `5`, `*`, `[0..<9]`.
public enum Selection: Sendable, Hashable {
  case one(Int)
  case all
  /// Half-open.
  case range(Range<Int>)

  /// The numbers it means among `count` things; nil when one of them does not exist.
  public func indices(of count: Int) -> Range<Int>? {
    switch self {
    case .one(let index): (0..<count).contains(index) ? index..<(index + 1) : nil
    case .all: 0..<count
    case .range(let range):
      range.lowerBound >= 0 && range.upperBound <= count && !range.isEmpty ? range : nil
    }
  }

  /// The number, when it means exactly one by its form.
  public var single: Int? {
    if case .one(let index) = self { return index }
    return nil
  }

  /// `5`, `*`, `[0..<9]`.
  public var text: String {
    switch self {
    case .one(let index): "\(index)"
    case .all: "*"
    case .range(let range): "[\(range.lowerBound)..<\(range.upperBound)]"
    }
  }
}
