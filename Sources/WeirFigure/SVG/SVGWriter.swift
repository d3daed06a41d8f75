import WeirText

/// Turns the elements of a scene into SVG.
struct SVGWriter {
  private(set) var text = ""
  /// Whether this is for a page: tags and lines of data are written for its script, and the theme's colours are names
  /// that its style sheet gives a value, so that they follow the reader's ground.
  var isLive = false

  private static let liveColours: [RGB: String] = {
    let light = Theme.light
    var names = [
      light.paper: "paper", light.ink: "ink", light.faint: "faint", light.rule: "rule", light.accent: "accent",
    ]
    for (index, colour) in CategoryColours.light.enumerated() { names[colour] = "c\(index)" }
    for place in [0.15, 0.2] { names[Palette.redBlue.colour(at: place, on: .light)] = "neg" }
    for place in [0.8, 0.85] { names[Palette.redBlue.colour(at: place, on: .light)] = "pos" }
    return names
  }()

  private func css(_ colour: RGB) -> String {
    guard isLive, let name = Self.liveColours[colour] else { return colour.css }
    return "var(--\(name))"
  }

  /// Begins a document of a scene's size.
  mutating func open(_ scene: Scene, title: String, paper: RGB?) {
    let (width, height) = (Self.number(scene.width), Self.number(scene.height))
    if isLive {
      line("<svg class=\"live\" width=\"\(width)pt\" height=\"\(height)pt\" viewBox=\"0 0 \(width) \(height)\"")
      line("  font-family=\"\(FontMetrics.families)\" role=\"group\" aria-label=\"\(Self.escaped(title))\">")
      return
    }
    line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)pt\" height=\"\(height)pt\"")
    line("  viewBox=\"0 0 \(width) \(height)\" font-family=\"\(FontMetrics.families)\" role=\"img\">")
    if !title.isEmpty { line("<title>\(Self.escaped(title))</title>") }
    if let paper { line("<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(paper.css)\"/>") }
  }

  mutating func close() { line("</svg>") }

  /// Writes one element and what it holds.
  mutating func write(_ element: SceneElement) {
    switch element {
    case .rectangle(let x, let y, let width, let height, let fill, let stroke):
      // Filled cells meet at whole device pixels; a frame may lie between them.
      let crisp = stroke == nil ? " shape-rendering=\"crispEdges\"" : ""
      line(
        "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
          + "height=\"\(Self.number(height))\"\(paint(fill, stroke))\(crisp)/>")
    case .circle(let x, let y, let radius, let fill, let stroke):
      line(
        "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
          + "\(paint(fill, stroke))/>")
    case .path(let steps, let fill, let stroke, let opacity):
      let shade = opacity < 1 ? " opacity=\"\(Self.number(opacity))\"" : ""
      line("<path d=\"\(Self.path(steps))\"\(paint(fill, stroke))\(shade)/>")
    case .text(let text): write(text)
    case .image(let x, let y, let width, let height, let columns, let rows, let rgba):
      write(image: (x, y, width, height), columns: columns, rows: rows, rgba: rgba)
    case .moved(let x, let y, let parts):
      group(x == 0 && y == 0 ? "<g>" : "<g transform=\"translate(\(Self.number(x)) \(Self.number(y)))\">", parts)
    case .datum(let words, let tags, let line, let parts):
      var links = isLive && !tags.isEmpty ? " class=\"\(tags.joined(separator: " "))\"" : ""
      if isLive, !line.isEmpty { links += " data-line=\"\(Self.escaped(line))\"" }
      group("<g\(links)><title>\(Self.escaped(words))</title>", parts)
    }
  }

  private mutating func group(_ opening: String, _ parts: [SceneElement]) {
    line(opening)

    for part in parts { write(part) }

    line("</g>")
  }

  private mutating func write(_ text: SceneText) {
    var attributes = "x=\"\(Self.number(text.x))\" y=\"\(Self.number(text.y))\" font-size=\"\(Self.number(text.size))\""
    attributes += " fill=\"\(css(text.colour))\""
    if text.anchor != .start { attributes += " text-anchor=\"\(text.anchor == .end ? "end" : "middle")\"" }
    if text.isBold { attributes += " font-weight=\"bold\"" }
    if text.rotation != 0 {
      attributes +=
        " transform=\"rotate(\(Self.number(text.rotation)) \(Self.number(text.x)) \(Self.number(text.y)))\""
    }
    line("<text \(attributes)>\(Self.escaped(text.text))</text>")
  }

  private mutating func write(
    image place: (x: Double, y: Double, width: Double, height: Double), columns: Int, rows: Int, rgba: [UInt8]
  ) {
    guard let file = PNGEncoder.file(width: columns, height: rows, rgba: rgba) else { return }
    line(
      "<image x=\"\(Self.number(place.x))\" y=\"\(Self.number(place.y))\" width=\"\(Self.number(place.width))\" "
        + "height=\"\(Self.number(place.height))\" preserveAspectRatio=\"none\" image-rendering=\"pixelated\" "
        + "href=\"data:image/png;base64,\(Base64.text(file))\"/>")
  }

  private mutating func line(_ content: String) {
    text += content
    text += "\n"
  }

  private func paint(_ fill: RGB?, _ stroke: Stroke?) -> String {
    var result = " fill=\"\(fill.map(css) ?? "none")\""
    if let stroke {
      result += " stroke=\"\(css(stroke.colour))\" stroke-width=\"\(Self.number(stroke.width))\""
      if !stroke.dashes.isEmpty {
        result += " stroke-dasharray=\"\(stroke.dashes.map(Self.number).joined(separator: " "))\""
      }
    }
    return result
  }

  private static func path(_ steps: [PathStep]) -> String {
    steps.map { step in
      switch step {
      case .move(let point): "M\(number(point.x)) \(number(point.y))"
      case .line(let point): "L\(number(point.x)) \(number(point.y))"
      case .curve(let a, let b, let end):
        "C\(number(a.x)) \(number(a.y)) \(number(b.x)) \(number(b.y)) \(number(end.x)) \(number(end.y))"
      case .close: "Z"
      }
    }.joined()
  }

  /// A length with at most two digits behind the point: 1/7200 inch.
  static func number(_ value: Double) -> String {
    var text = NumberText.cell(value, decimals: 2)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text.isEmpty ? "0" : text
  }

  /// Text that cannot act as markup, and that XML allows: control characters become visible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Visible.text(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
