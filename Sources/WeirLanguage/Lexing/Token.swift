import WeirText

/// A token: its kind and the bytes it covers, `[lower, upper)`.
public struct Token: Sendable {
  public let kind: TokenKind
  /// Where a number, text or component stands in the stream's tables; -1 when there is none.
  let payload: Int32
  private let lowerOffset: Int32
  private let upperOffset: Int32

  init(_ kind: TokenKind, _ lower: Int, _ upper: Int, payload: Int = -1) {
    self.kind = kind
    self.payload = Int32(truncatingIfNeeded: payload)
    self.lowerOffset = Int32(truncatingIfNeeded: lower)
    self.upperOffset = Int32(truncatingIfNeeded: upper)
  }

  public var lower: Int { Int(lowerOffset) }
  public var upper: Int { Int(upperOffset) }

  /// A name, a reserved word or a component: what may stand after a dot, before `:` and as a key.
  public var isWord: Bool { kind == .name || kind == .component || kind.isReservedWord }
}

/// A text cut into tokens, with everything the lexer learned on the way.
public struct TokenStream: Sendable {
  public let source: Source
  /// Ends with one token of kind `end`.
  public let tokens: [Token]
  public let comments: [Comment]
  let numbers: [Double]
  let texts: [String]
  let components: [ComponentLiteral]
  let problems: [Located<LexicalFact>]
  /// For every opening bracket and `stringStart` the index of its partner; -1 for those never closed and all others.
  let partners: [Int32]
}
