import WeirFigure

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
  /// Whether text stands on a light or a dark ground.
  public var ground: Ground

  public init(
    width: Int = 80, height: Int = 24, colourDepth: ColourDepth = .none, hasUnicode: Bool = true,
    isTerminal: Bool = false,
    ground: Ground = .dark
  ) {
    self.width = width
    self.height = height
    self.colourDepth = colourDepth
    self.hasUnicode = hasUnicode
    self.isTerminal = isTerminal
    self.ground = ground
  }

  /// What draws figures for it.
  public var renderer: TerminalRenderer {
    let depth: TerminalRenderer.ColourDepth =
      switch colourDepth {
      case .none: .none
      case .sixteen: .sixteen
      case .palette: .palette256
      case .full: .truecolour
      }
    return TerminalRenderer(
      width: width, height: height, depth: depth, characters: hasUnicode ? .unicode : .ascii, ground: ground)
  }

  /// A pipe: 80 columns, no colour.
  public static let plain = Terminal()
}
