import CPaper

/// Draws a figure as a PNG file.
public struct PNGRenderer: Sendable, Equatable {
  public var theme: Theme
  /// The widest that the figure may be, in points.
  public var width: Double
  /// Pixels an inch; 192 is twice what a plain screen shows.
  public var resolution: Double

  /// The most pixels on a side that Cairo draws.
  static let sideLimit = 32_000
  /// The most pixels in all: 256 MB of them.
  static let areaLimit = 64_000_000

  public init(theme: Theme = .light, width: Double = 510, resolution: Double = 192) {
    self.theme = theme
    self.width = max(144, min(4000, width))
    self.resolution = max(24, min(1200, resolution))
  }

  /// The file.
  public func render(_ figure: Figure) throws(FigureProblem) -> [UInt8] {
    let image = try pixels(figure)
    let perMetre = UInt32((resolution / 0.0254).rounded())
    guard
      let file = PNGEncoder.file(
        width: image.width, height: image.height, rgba: image.rgba, pixelsPerMetre: perMetre)
    else { throw .noMemory }
    return file
  }

  /// The picture as pixels.
  func pixels(_ figure: Figure) throws(FigureProblem) -> PixelImage {
    guard weir_paper_is_there() != 0 else { throw .drawingLibraryMissing }
    let scene = ScenePainter(theme: theme, width: width).scene(figure)
    let scale = resolution / 72
    let (width, height) = (Int((scene.width * scale).rounded(.up)), Int((scene.height * scale).rounded(.up)))
    guard max(width, height) <= Self.sideLimit, width * height <= Self.areaLimit else {
      throw .tooManyPixels(width: width, height: height, limit: Self.sideLimit)
    }
    guard let paper = weir_paper_pixels(Int32(width), Int32(height), scale) else { throw .noMemory }
    defer { weir_paper_free(paper) }
    _ = PaperPainter(scene, on: paper, ground: theme.paper)
    var count = 0
    guard let bytes = weir_paper_finish(paper, &count), count >= width * height * 4 else { throw .noMemory }
    let stride = count / height
    var rgba = [UInt8](repeating: 255, count: width * height * 4)
    for row in 0..<height {
      for column in 0..<width {
        // The sheet is opaque: premultiplied and plain colours are the same.
        let (from, to) = (row * stride + column * 4, (row * width + column) * 4)
        rgba[to] = bytes[from + 2]
        rgba[to + 1] = bytes[from + 1]
        rgba[to + 2] = bytes[from]
      }
    }
    return PixelImage(width: width, height: height, rgba: rgba)
  }
}
