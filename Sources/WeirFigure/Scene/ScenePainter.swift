/// Lays figures out on paper.
struct ScenePainter: Sendable {
  let theme: Theme
  /// The widest that a figure may be, in points.
  let width: Double

  /// Sizes of text, in points.
  static let titleSize = 11.0
  static let textSize = 8.0
  static let noteSize = 7.0
  /// Blank around a figure, in points.
  static let margin = 10.0

  /// The figure on a sheet of its own size, with its heading above and its notes below.
  func scene(_ figure: Figure) -> Scene {
    let room = width - 2 * Self.margin
    let body = scene(figure.arrangement, width: room)
    let textRoom = max(body.width, min(room, 260))
    var sheet = Scene()
    var y = Self.margin
    y = add(figure.title, to: &sheet, y: y, width: textRoom, size: Self.titleSize, colour: theme.ink, isBold: true)
    y = add(figure.subtitle, to: &sheet, y: y, width: textRoom, size: Self.textSize, colour: theme.faint)
    if y > Self.margin { y += 6 }
    sheet.place(body, x: Self.margin, y: y)
    y += body.height
    if !figure.notes.isEmpty { y += 6 }
    for note in figure.notes {
      y = add(note, to: &sheet, y: y, width: textRoom, size: Self.noteSize, colour: theme.faint)
    }
    sheet.reach(x: sheet.width + Self.margin, y: y + Self.margin)
    return sheet
  }

  /// Adds wrapped text at the left margin and returns the y below it.
  private func add(
    _ text: String, to sheet: inout Scene, y: Double, width: Double, size: Double, colour: RGB, isBold: Bool = false
  ) -> Double {
    guard !text.isEmpty else { return y }
    var y = y
    for line in FontMetrics.lines(text, width: width, size: size, isBold: isBold) {
      sheet.add(
        .text(SceneText(text: line, x: Self.margin, y: y + size * 0.85, size: size, colour: colour, isBold: isBold)))
      y += size * 1.3
      sheet.reach(x: Self.margin + FontMetrics.width(line, size: size, isBold: isBold), y: y)
    }
    return y
  }
}
