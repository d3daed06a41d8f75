// How token texts are shown on axes, in tables and in messages: visible, harmless to a terminal, and unique.

/// Display forms of labels.
public enum TokenLabels {
  /// Visible and unique forms of the labels of one axis: ` cat`, ` cat` become `␣cat₁`, `␣cat₂`.
  public static func display(_ labels: [String]) -> [String] {
    unique(labels.map(visible))
  }

  /// The label with its outer spaces and every control character made visible.
  ///
  /// A space at either end is `␣`, a newline `⏎`, a tab `⇥`, a no-break space `⍽`, the empty text `∅`; the rest is as
  /// `Visible.text` shows it, so that nothing a terminal would obey is left.
  public static func visible(_ label: String) -> String {
    if label.isEmpty { return "∅" }
    // Most tokens of a vocabulary are plain words, and an axis may have a hundred thousand.
    if label.utf8.first != 0x20, label.utf8.last != 0x20, label.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      return label
    }
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
    switch scalar {
    case "\n": "⏎"
    case "\t": "⇥"
    case "\u{A0}": "⍽"
    default: Visible.text(String(scalar))
    }
  }
}
