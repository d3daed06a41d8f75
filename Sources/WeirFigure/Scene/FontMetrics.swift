import WeirText

// How wide a text is, without asking the machine's fonts, so that a figure has the same layout and bytes everywhere.
//
// The widths are those of Helvetica, which Arial and Liberation Sans share, in thousandths of the size. Where none of them
// is installed, most replacements are about as wide; wider ones (DejaVu Sans, Verdana) still fit the room that layouts
// leave around labels.

/// Widths of text in the typeface of figures.
enum FontMetrics {
  /// The families that files name, in order.
  static let families = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

  /// How far letters reach above the base line, as a part of the size.
  static let ascent = 0.74
  /// How far letters reach below it.
  static let descent = 0.22

  /// The width of a text, in points.
  static func width(_ text: some StringProtocol, size: Double, isBold: Bool = false) -> Double {
    var thousandths = 0
    for character in text { thousandths += width(character, isBold: isBold) }
    return Double(thousandths) * size / 1000
  }

  /// The text cut with `…` to a width, keeping the subscript that tells equal tokens apart.
  static func clipped(_ text: String, to room: Double, size: Double) -> String {
    guard width(text, size: size) > room else { return text }
    let tail = String(text.reversed().prefix { ("₀"..."₉").contains($0) }.reversed())
    let end = "…" + tail
    var used = width(end, size: size)
    var kept = ""
    for character in text.dropLast(tail.count) {
      used += width(String(character), size: size)
      guard used <= room else { break }
      kept.append(character)
    }
    return kept + end
  }

  /// The lines of a text broken at spaces to a width.
  static func lines(_ text: String, width room: Double, size: Double, isBold: Bool = false) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let clipped = clipped(String(word), to: room, size: size)
        let longer = line.isEmpty ? clipped : line + " " + clipped
        if !line.isEmpty, width(longer, size: size, isBold: isBold) > room {
          lines.append(line)
          line = clipped
        } else {
          line = longer
        }
      }
      lines.append(line)
    }
    return lines
  }

  private static func width(_ character: Character, isBold: Bool) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if let width = (isBold ? LetterWidths.bold : LetterWidths.regular)[scalar] { return width }
    switch scalar.value {
    case 0x2080...0x2089: return 401
    case 0x2423: return 635
    case 0x2026, 0x2192: return 1000
    default:
      // Ideographs and emoji fill the square; other alphabets stay below a capital M.
      return DisplayWidth.of(character) == 0 ? 0 : DisplayWidth.of(character) == 2 ? 1150 : 700
    }
  }
}
