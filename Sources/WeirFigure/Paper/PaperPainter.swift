import CPaper
import WeirText

/// Draws a scene with Cairo and Pango.
struct PaperPainter {
  private let paper: OpaquePointer

  /// Draws a whole scene on a ground, and ends the drawing.
  init(_ scene: Scene, on paper: OpaquePointer, ground: RGB) {
    self.paper = paper
    setColour(ground)
    weir_paper_rectangle(paper, 0, 0, scene.width, scene.height)
    weir_paper_fill(paper, 0, 0)
    for element in scene.elements { draw(element) }
  }

  private func draw(_ element: SceneElement) {
    switch element {
    case .rectangle(let x, let y, let width, let height, let fill, let stroke):
      weir_paper_rectangle(paper, x, y, width, height)
      finish(fill, stroke, isCrisp: stroke == nil)
    case .circle(let x, let y, let radius, let fill, let stroke):
      weir_paper_circle(paper, x, y, radius)
      finish(fill, stroke)
    case .path(let steps, let fill, let stroke, let opacity):
      trace(steps)
      finish(fill, stroke, opacity: opacity)
    case .text(let text): draw(text)
    case .image(let x, let y, let width, let height, let columns, let rows, let rgba):
      weir_paper_image(paper, rgba, Int32(columns), Int32(rows), [x, y, width, height])
    case .moved(let x, let y, let parts):
      weir_paper_push(paper, x, y)
      for part in parts { draw(part) }
      weir_paper_pop(paper)
    case .datum(_, _, _, let parts):
      for part in parts { draw(part) }
    }
  }

  private func trace(_ steps: [PathStep]) {
    for step in steps {
      switch step {
      case .move(let place): weir_paper_move(paper, place.x, place.y)
      case .line(let place): weir_paper_line(paper, place.x, place.y)
      case .curve(let a, let b, let end): weir_paper_curve(paper, [a.x, a.y, b.x, b.y, end.x, end.y])
      case .close: weir_paper_close(paper)
      }
    }
  }

  private func finish(_ fill: RGB?, _ stroke: Stroke?, opacity: Double = 1, isCrisp: Bool = false) {
    if let fill {
      setColour(fill, opacity: opacity)
      weir_paper_fill(paper, stroke == nil ? 0 : 1, isCrisp ? 1 : 0)
    }
    guard let stroke else { return }
    setColour(stroke.colour, opacity: opacity)
    weir_paper_stroke(paper, stroke.width, stroke.dashes, Int32(stroke.dashes.count))
  }

  private func draw(_ text: SceneText) {
    guard !text.text.isEmpty else { return }
    setColour(text.colour)
    let anchor: Int32 = text.anchor == .start ? 0 : text.anchor == .middle ? 1 : 2
    let room = FontMetrics.width(text.text, size: text.size, isBold: text.isBold)
    weir_paper_text(
      paper, Visible.text(text.text), [text.x, text.y], text.size, text.isBold ? 1 : 0, anchor, text.rotation, room)
  }

  private func setColour(_ colour: RGB, opacity: Double = 1) {
    weir_paper_colour(
      paper, UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue), opacity)
  }
}
