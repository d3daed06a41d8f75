import CPaper
import WeirText

/// Draws a figure as a PDF file of one page of its own size; text stays text.
public struct PDFRenderer: Sendable, Equatable {
  public var theme: Theme
  /// The widest that the figure may be, in points.
  public var width: Double

  public init(theme: Theme = .light, width: Double = 510) {
    self.theme = theme
    self.width = max(144, min(4000, width))
  }

  /// The file.
  public func render(_ figure: Figure) throws(FigureProblem) -> [UInt8] {
    guard weir_paper_is_there() != 0 else { throw .drawingLibraryMissing }
    let scene = ScenePainter(theme: theme, width: width).scene(figure)
    guard let paper = weir_paper_pdf(scene.width, scene.height, Visible.text(figure.title)) else { throw .noMemory }
    defer { weir_paper_free(paper) }
    _ = PaperPainter(scene, on: paper, ground: theme.paper)
    var count = 0
    guard let bytes = weir_paper_finish(paper, &count) else { throw .noMemory }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
