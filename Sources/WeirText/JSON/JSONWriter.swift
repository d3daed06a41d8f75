/// Writes JSON piece by piece; commas, quotes and indentation are its business.
///
///     var json = JSONWriter()
///     json.object { $0.key("ids"); $0.array { for id in ids { $0.value(id) } } }
///     json.text
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private let indent: Int?
  /// How many objects and arrays are open.
  public private(set) var depth = 0
  private var needsComma = false
  private var followsKey = false

  /// Makes a writer; with `indent`, each member and element stands on a line of its own.
  public init(indent: Int? = nil) { self.indent = indent }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object whose members `body` writes as key, value, key, value.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements `body` writes.
  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if indent != nil { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  public mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  public mutating func value(_ number: Int) { raw("\(number)") }

  /// Writes the shortest digits that read back as the same number; NaN and infinities, which JSON lacks, as null.
  public mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    if number == number.rounded(), abs(number) < 0x1p53, !(number == 0 && number.sign == .minus) {
      raw("\(Int(number))")
    } else {
      raw("\(number)")
    }
  }

  /// As for doubles, with the digits that a float32 needs.
  public mutating func value(_ number: Float) {
    guard number.isFinite, abs(number) >= 0x1p24 || number != number.rounded() else { return value(Double(number)) }
    raw("\(number)")
  }

  public mutating func value(_ truth: Bool) { raw(truth ? "true" : "false") }

  public mutating func null() { raw("null") }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func container(
    _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(opening)
    depth += 1
    needsComma = false
    try body(&self)
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(closing)
    needsComma = true
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      needsComma = true
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    needsComma = true
  }

  private mutating func breakLine() {
    guard let indent else { return }
    bytes.append(0x0a)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * indent))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0a: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0x0d: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case ..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
