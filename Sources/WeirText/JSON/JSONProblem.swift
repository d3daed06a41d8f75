/// Why a text is not JSON, and where.
public struct JSONProblem: Problem, Equatable {
  public enum Fault: Sendable, Equatable {
    case badEscape
    case controlCharacter(UInt8)
    case endOfText
    case expected(String)
    case invalidUTF8
    case leadingZero
    case loneSurrogate
    case tooDeep(limit: Int)
    case tooLarge(bytes: Int)
    case trailing
    case unclosedString
  }

  public let fault: Fault
  /// Bytes before the fault.
  public let offset: Int
  /// Counted from 1; columns count bytes.
  public let line: Int
  public let column: Int

  init(_ fault: Fault, at offset: Int, in bytes: [UInt8]) {
    self.fault = fault
    self.offset = offset
    let before = bytes.prefix(offset)
    self.line = before.reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
    self.column = offset - (before.lastIndex(of: 0x0a) ?? -1)
  }

  static func tooLarge(bytes: Int) -> JSONProblem { JSONProblem(.tooLarge(bytes: bytes), at: 0, in: []) }
}

extension JSONProblem {
  public var code: String { "E7001" }

  public var message: String { "this is not JSON: \(sentence), at byte \(offset) (line \(line), column \(column))" }

  /// The fault without its place.
  public var sentence: String {
    switch fault {
    case .badEscape:
      "an unknown escape in a string (allowed: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)"
    case .controlCharacter(let byte):
      "a control character (byte \(byte)) in a string, where it must be escaped"
    case .endOfText: "the text ends in the middle of a value"
    case .expected(let what): "expected \(what)"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .leadingZero: "a number with a leading zero"
    case .loneSurrogate: "half of a surrogate pair"
    case .tooDeep(let limit): "more than \(limit) arrays and objects inside each other"
    case .tooLarge(let bytes): "\(bytes) bytes are more than the 4 GiB that a document may have"
    case .trailing: "more text after the end of the value"
    case .unclosedString: "a string without its closing quote"
    }
  }
}
