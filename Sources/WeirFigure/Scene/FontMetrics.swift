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
    switch scalar.value {
    case 0x20..<0x7F: return (isBold ? boldASCII : regularASCII)[Int(scalar.value) - 0x20]
    case 0xA0..<0x100: return (isBold ? boldLatin : regularLatin)[Int(scalar.value) - 0xA0]
    case 0x2080...0x2089: return 401
    case 0x2423: return 635
    case 0x2026, 0x2192: return 1000
    default:
      // Ideographs and emoji fill the square; other alphabets stay below a capital M.
      return DisplayWidth.of(character) == 0 ? 0 : DisplayWidth.of(character) == 2 ? 1150 : 700
    }
  }

  private static let regularASCII = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
  ]
  private static let regularLatin = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576,
    537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667,
    278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
    556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549,
    611, 556, 556, 556, 556, 500, 556, 500,
  ]
  private static let boldASCII = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
    611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
    611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
    556, 556, 500, 389, 280, 389, 584,
  ]
  private static let boldLatin = [
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576,
    556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667,
    278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556,
    556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 549,
    611, 611, 611, 611, 611, 556, 611, 556,
  ]
}
