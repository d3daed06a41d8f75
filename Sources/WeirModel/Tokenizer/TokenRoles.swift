/// Tokens with a role, and whether the tokenizer's authors want them around every text.
public struct TokenRoles: Sendable, Hashable {
  public var beginning: Int?
  public var end: Int?
  public var unknown: Int?
  public var separator: Int?
  public var padding: Int?
  public var classifier: Int?
  public var mask: Int?

  public init() {}
}
