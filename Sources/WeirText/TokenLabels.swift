// How token texts are shown on axes, in tables and in messages: visible, harmless to a terminal, and unique.

/// Display forms of labels.
public enum TokenLabels {
  /// Visible and unique forms of the labels of one axis: ` cat`, ` cat` become `␣cat₁`, `␣cat₂`.
  public static func display(_ labels: [String]) -> [String] {
    unique(labels.map(visible))
  }

  /// The label with its outer spaces and every control character made visible.
  ///
  /// A space at either end is `␣`, a newline `⏎`, a tab `⇥`, other control characters their Unicode pictures or escapes,
  /// and the empty text `∅`. Nothing that a terminal would obey is left.
  public static func visible(_ label: String) -> String {
    if label.isEmpty { return "∅" }
    let scalars = Array(label.unicodeScalars)
    let first = scalars.firstIndex { $0 != " " } ?? scalars.count
    let last = scalars.lastIndex { $0 != " " } ?? -1
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar == " " {
        result.append(index < first || index > last ? "␣" : " ")
      } else {
        result.append(contentsOf: visible(scalar).unicodeScalars)
      }
    }
    return String(result)
  }

  /// The labels with a subscript number behind every one that occurs more than once, counted from 1.
  public static func unique(_ labels: [String]) -> [String] {
    var occurrences: [String: Int] = [:]
    for label in labels { occurrences[label, default: 0] += 1 }
    if occurrences.count == labels.count { return labels }
    var taken = Set(labels)
    var next: [String: Int] = [:]
    return labels.map { label in
      guard occurrences[label, default: 0] > 1 else { return label }
      var number = next[label, default: 0] + 1
      // A text that already ends in a subscript may hold the name; the count then goes on.
      while taken.contains(label + subscriptDigits(number)) { number += 1 }
      next[label] = number
      let shown = label + subscriptDigits(number)
      taken.insert(shown)
      return shown
    }
  }

  /// A number in subscript digits: `12` is `₁₂`.
  public static func subscriptDigits(_ number: Int) -> String {
    var result = String.UnicodeScalarView()
    for byte in String(number).utf8 {
      if let digit = Unicode.Scalar(0x2080 + UInt32(byte) - 0x30), byte >= 0x30 {
        result.append(digit)
      } else {
        result.append("₋")
      }
    }
    return String(result)
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x0A: return "⏎"
    case 0x09: return "⇥"
    case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "�"
    case 0x7F: return "␡"
    case 0xA0: return "⍽"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      // Joiners stay: they shape emoji and several scripts and move nothing.
      if scalar.value == 0x200D || scalar.value == 0x200C { return String(scalar) }
      return "\\u{" + String(scalar.value, radix: 16) + "}"
    default:
      return String(scalar)
    }
  }
}
