// Lines as text with SGR escapes, for the colours that a terminal has.

extension InkLine {
  /// The text with escapes; every line closes what it opens, so a picture may be cut between lines.
  func text(depth: TerminalRenderer.ColourDepth) -> String {
    guard depth != .none else { return plain }
    var kept = pieces
    while var last = kept.popLast() {
      if last.ink.background == nil { while last.text.last == " " { last.text.removeLast() } }
      if last.text.isEmpty { continue }
      kept.append(last)
      break
    }
    var result = ""
    for piece in kept {
      let codes = piece.ink.codes(depth: depth)
      result += codes.isEmpty ? piece.text : "\u{1B}[" + codes.joined(separator: ";") + "m" + piece.text + "\u{1B}[0m"
    }
    return result
  }
}

extension Ink {
  /// The parameters of the SGR sequence that sets this ink.
  func codes(depth: TerminalRenderer.ColourDepth) -> [String] {
    var codes: [String] = []
    if isStrong { codes.append("1") }
    if isDim { codes.append("2") }
    if let foreground { codes.append(foreground.code(depth: depth, base: 38)) }
    if let background { codes.append(background.code(depth: depth, base: 48)) }
    return codes
  }
}

extension RGB {
  /// The parameter that selects the closest colour a terminal has; `base` is 38 for text and 48 for its ground.
  fileprivate func code(depth: TerminalRenderer.ColourDepth, base: Int) -> String {
    switch depth {
    case .none: ""
    case .sixteen: String(closestOfSixteen(base: base))
    case .palette256: "\(base);5;\(closestOf256)"
    case .truecolour: "\(base);2;\(red);\(green);\(blue)"
    }
  }

  /// The entry of xterm's 6 x 6 x 6 cube (16...231) or its grey ramp (232...255) that looks closest.
  var closestOf256: Int {
    let wanted = oklab
    var best = (16, Double.infinity)
    for (index, entry) in Self.xterm.enumerated() {
      let (l, a, b) = (entry.lightness - wanted.lightness, entry.a - wanted.a, entry.b - wanted.b)
      let distance = l * l + a * a + b * b
      if distance < best.1 { best = (16 + index, distance) }
    }
    return best.0
  }

  private static let xterm: [OKLab] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    var cube: [RGB] = []
    for red in levels {
      for green in levels { for blue in levels { cube.append(RGB(red, green, blue)) } }
    }
    let greys = (0..<24).map { (step: Int) -> RGB in
      let level = UInt8(8 + 10 * step)
      return RGB(level, level, level)
    }
    return (cube + greys).map(\.oklab)
  }()

  /// 16 named colours follow the user's theme, so only the hue is chosen: red, blue, or the plain colour.
  private func closestOfSixteen(base: Int) -> Int {
    let (r, g, b) = (Int(red), Int(green), Int(blue))
    let offset = base == 38 ? 30 : 40
    if max(r, g, b) - min(r, g, b) < 40 { return offset + 9 }
    let strong = max(r, g, b)
    let bits = (r * 3 > strong * 2 ? 1 : 0) + (g * 3 > strong * 2 ? 2 : 0) + (b * 3 > strong * 2 ? 4 : 0)
    return offset + (bits == 7 ? 9 : bits)
  }
}
