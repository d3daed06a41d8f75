// Control characters in text that came from outside must not reach a terminal: they move the cursor, change colours or
// reorder what is read. They are drawn as a picture or an escape instead.

/// Text with nothing hidden in it.
public enum Visible {
  /// The text with control characters, and characters that reorder text, replaced by something visible.
  ///
  /// `␛` for an escape, `\u{202E}` for a right-to-left override.
  public static func text(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars { result += isHidden(scalar) ? replacement(scalar) : String(scalar) }
    return result
  }

  /// Whether a scalar would act on a terminal or on the order of the text instead of showing.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Marks, embeddings, overrides and isolates of the bidirectional algorithm; line and paragraph separators.
    case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C: true
    // Tags and the byte order mark.
    case 0xFEFF, 0xE0001: true
    default: false
    }
  }

  private static func replacement(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map(String.init) ?? ""
    case 0x7F: "␡"
    default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }
}
