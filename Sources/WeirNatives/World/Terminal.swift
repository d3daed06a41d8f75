/// Facts about the place where output appears; pictures and echoes ask nothing else.
public struct Terminal: Sendable, Equatable {
  /// How many colours it shows.
  public enum ColourDepth: Int, Sendable, Comparable {
    case none
    case sixteen
    case palette
    case full

    public static func < (a: ColourDepth, b: ColourDepth) -> Bool { a.rawValue < b.rawValue }
  }

  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int
  public var colourDepth: ColourDepth
  /// Whether it shows characters beyond ASCII.
  public var hasUnicode: Bool
  /// False for a pipe or a file.
  public var isTerminal: Bool

  public init(
    width: Int = 80, height: Int = 24, colourDepth: ColourDepth = .none, hasUnicode: Bool = true,
    isTerminal: Bool = false
  ) {
    self.width = width
    self.height = height
    self.colourDepth = colourDepth
    self.hasUnicode = hasUnicode
    self.isTerminal = isTerminal
  }

  /// A pipe: 80 columns, no colour.
  public static let plain = Terminal()
}
