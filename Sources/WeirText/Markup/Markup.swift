// Text in tagged pieces. Layers build it; `Markup+Plain`, `+ANSI` and `+HTML` turn it into characters.

/// A text whose pieces say what they are.
public struct Markup: Sendable, Equatable {
  /// What a piece is; each renderer decides how that looks.
  public enum Style: String, Sendable, CaseIterable {
    case plain, strong, dim, keyword, literal, string, name, type, comment, number, error, warning, hint
  }

  public struct Piece: Sendable, Equatable {
    public let text: String
    public let style: Style

    public init(_ text: String, _ style: Style) {
      self.text = text
      self.style = style
    }
  }

  public private(set) var pieces: [Piece]

  public init(_ pieces: [Piece] = []) { self.pieces = pieces }

  public init(_ text: String, _ style: Style = .plain) { self.pieces = [Piece(text, style)] }

  public static func + (a: Markup, b: Markup) -> Markup { Markup(a.pieces + b.pieces) }

  public static func += (a: inout Markup, b: Markup) { a.pieces += b.pieces }

  /// The characters alone.
  public var plain: String { pieces.map(\.text).joined() }
}
