import Testing

@testable import WeirFigure

@Suite struct SVGRendererTests {
  @Test func everyTextLiesOnTheSheet() {
    for item in Gallery.all {
      let scene = ScenePainter(theme: .light, width: 510).scene(item.figure)
      for (text, x, y) in Self.texts(scene.elements) {
        let length = FontMetrics.width(text.text, size: text.size, isBold: text.isBold)
        let start = text.anchor == .start ? 0 : text.anchor == .middle ? -length / 2 : -length
        // Along the base line: (1, 0), (0, -1) or half way between, by the rotation.
        let (cosine, sine) = text.rotation == 0 ? (1.0, 0.0) : text.rotation == -90 ? (0.0, -1.0) : (0.7072, -0.7072)
        for end in [start, start + length] {
          let (px, py) = (x + end * cosine, y + end * sine)
          #expect(px >= 0 && px <= scene.width && py >= 0 && py <= scene.height, "\(item.name): \(text.text)")
        }
      }
    }
  }

  @Test func drawingTwiceGivesTheSameBytes() {
    for item in Gallery.all { #expect(SVGRenderer().render(item.figure) == SVGRenderer().render(item.figure)) }
  }

  @Test func tokensCannotActAsMarkup() {
    let tokens = ["</text><script>alert(1)</script>", "\u{1B}[31m", "a\u{202E}b", "\u{0}", "&amp;", "\"'"]
    let figure = Figure.attentionPattern(
      title: "<b>", queries: tokens, keys: tokens, values: Gallery.noise(36, seed: 1))
    let document = SVGRenderer().render(figure)
    #expect(!document.contains("<script") && !document.contains("<b>"))
    #expect(document.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E) })
  }

  /// Every text of a scene with its place on the sheet.
  private static func texts(_ elements: [SceneElement], x: Double = 0, y: Double = 0) -> [(SceneText, Double, Double)] {
    elements.flatMap { element -> [(SceneText, Double, Double)] in
      switch element {
      case .text(let text): [(text, x + text.x, y + text.y)]
      case .moved(let dx, let dy, let parts): texts(parts, x: x + dx, y: y + dy)
      case .datum(_, _, _, let parts): texts(parts, x: x, y: y)
      default: []
      }
    }
  }
}
