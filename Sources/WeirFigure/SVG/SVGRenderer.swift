// Draws figures as SVG files: one file without anything outside it, text as text, the same bytes on every run.

/// Draws a figure as an SVG document.
public struct SVGRenderer: Sendable, Equatable {
  public var theme: Theme
  /// The widest that the figure may be, in points; the default is 18 cm, two columns of a journal.
  public var width: Double

  public init(theme: Theme = .light, width: Double = 510) {
    self.theme = theme
    self.width = max(144, min(4000, width))
  }

  /// The document.
  public func render(_ figure: Figure) -> String {
    let scene = ScenePainter(theme: theme, width: width).scene(figure)
    var writer = SVGWriter()
    writer.open(scene, title: figure.title, paper: theme.paper)
    for element in scene.elements { writer.write(element) }
    writer.close()
    return writer.text
  }
}
