/// Draws a figure as pixels inside a terminal that can show them.
public struct PixelRenderer: Sendable, Equatable {
  public var pixelProtocol: PixelProtocol
  /// The columns of the terminal.
  public var columns: Int
  /// The pixels of one column; 9 where the terminal does not say.
  public var cellWidth: Int
  public var theme: Theme

  public init(_ pixelProtocol: PixelProtocol, columns: Int = 80, cellWidth: Int = 9, theme: Theme = .dark) {
    self.pixelProtocol = pixelProtocol
    self.columns = max(20, min(1000, columns))
    self.cellWidth = max(4, min(64, cellWidth))
    self.theme = theme
  }

  /// The sequence that shows the picture, ending in a newline.
  public func render(_ figure: Figure) throws(FigureProblem) -> String {
    // Text of eight points is as high as the terminal's own letters when a column is 0.75 of that wide.
    let resolution = Double(cellWidth) / 6 * 72
    let width = Double(columns * cellWidth) / resolution * 72
    let renderer = PNGRenderer(theme: theme, width: width, resolution: resolution)
    switch pixelProtocol {
    case .kitty: return Self.kitty(try renderer.render(figure))
    case .iTerm2: return Self.iTerm2(try renderer.render(figure))
    case .sixel: return SixelEncoder.text(try renderer.pixels(figure)) + "\n"
    }
  }

  /// The file in pieces of at most 4,096 characters; `q=2` keeps the terminal from answering.
  static func kitty(_ file: [UInt8]) -> String {
    let text = Array(Base64.text(file).utf8)
    var result = ""
    for start in stride(from: 0, to: text.count, by: 4096) {
      let piece = String(decoding: text[start..<min(start + 4096, text.count)], as: UTF8.self)
      let more = start + 4096 < text.count ? 1 : 0
      result += "\u{1B}_G" + (start == 0 ? "a=T,f=100,q=2," : "q=2,") + "m=\(more);" + piece + "\u{1B}\\"
    }
    return result + "\n"
  }

  static func iTerm2(_ file: [UInt8]) -> String {
    "\u{1B}]1337;File=inline=1;size=\(file.count);preserveAspectRatio=1:" + Base64.text(file) + "\u{07}\n"
  }
}
