// Draws figures as text: coloured cells where the terminal has colours, characters and numbers where it has none.

/// Draws a figure as lines of text for a terminal, a pipe or a text file.
public struct TerminalRenderer: Sendable, Equatable {
  /// The colours that may be used; pictures with `none` or `sixteen` show values by characters.
  public enum ColourDepth: Sendable, Equatable { case none, sixteen, palette256, truecolour }

  /// The characters that may be used for lines and shades; labels are never changed by it except for their marks.
  public enum CharacterSet: Sendable, Equatable { case unicode, ascii }

  /// The columns that a line may take; at least 20 are used.
  public var width: Int
  /// The lines of the screen, which decide how tall a plot is drawn; a picture may be longer.
  public var height: Int
  public var depth: ColourDepth
  public var characters: CharacterSet
  public var ground: Ground

  public init(
    width: Int = 80, height: Int = 24, depth: ColourDepth = .none, characters: CharacterSet = .unicode,
    ground: Ground = .dark
  ) {
    self.width = max(20, width)
    self.height = max(8, height)
    self.depth = depth
    self.characters = characters
    self.ground = ground
  }

  /// The picture, each line ending in a newline; nothing in it but text, newlines and colour sequences.
  public func render(_ figure: Figure) -> String {
    var result = ""
    for line in block(figure).lines {
      let text = line.text(depth: depth)
      result += (characters == .ascii ? ASCIIForm.of(text) : text) + "\n"
    }
    return result
  }

  /// Whether values are painted; otherwise characters show them.
  var paints: Bool { depth == .palette256 || depth == .truecolour }

  /// The figure's heading, its panels and its notes.
  func block(_ figure: Figure) -> InkBlock {
    var result = InkBlock()
    if !figure.title.isEmpty { result.append(wrapped(figure.title, .strong)) }
    if !figure.subtitle.isEmpty { result.append(wrapped(figure.subtitle, .dim)) }
    result.append(block(figure.arrangement, width: width))
    for note in figure.notes { result.append(wrapped(note, .dim)) }
    return result
  }

  /// Text in lines of the renderer's width.
  func wrapped(_ text: String, _ ink: Ink) -> InkBlock {
    InkBlock(TextWrap.lines(text, width: width).map { InkLine($0, ink) })
  }
}
