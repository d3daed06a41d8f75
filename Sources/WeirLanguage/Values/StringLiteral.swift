// Strings as they would be written in a program.

import WeirText

public enum StringLiteral {
  /// The text between quotes, with escapes for what would not be read back.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for (place, scalar) in text.unicodeScalars.enumerated() {
      if place & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if isInvisible(scalar) {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// A record's key: bare when it is a word, quoted otherwise.
  public static func key(_ text: String) -> String {
    isWord(text) ? text : quoted(text)
  }

  static func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0 == "_" || $0 == "'" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
    }
  }

  /// Control, format and private characters, and separators other than the plain blank: a terminal would swallow them
  /// or act on them.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
    default: return false
    }
  }
}
