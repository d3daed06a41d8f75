// Bytes to nodes in one pass without recursion. RFC 8259, strictly: no comments, no trailing commas, UTF-8 only.

struct JSONParser {
  let bytes: [UInt8]
  private let depthLimit: Int
  private let nonFinite: Bool
  var at = 0
  private var nodes: [JSONNode] = []
  /// The arrays and objects that are open at this point, as indices of nodes.
  private var open: [Int] = []

  init(bytes: [UInt8], depthLimit: Int, nonFinite: Bool) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    self.nonFinite = nonFinite
  }

  mutating func parse() throws(JSONProblem) -> [JSONNode] {
    guard bytes.count < Int(UInt32.max) else { throw JSONProblem.tooLarge(bytes: bytes.count) }
    nodes.reserveCapacity(bytes.count / 12 + 1)
    skipBlanks()
    repeat {
      try value()
    } while try anotherFollows()
    guard at == bytes.count else { throw problem(.trailing) }
    return nodes
  }

  /// Reads one scalar, an empty container, or the opening of a container with its first key.
  private mutating func value() throws(JSONProblem) {
    // A container that is opened here begins with a value of its own, so this loops instead of recursing.
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"):
        guard try begin(.object, closing: UInt8(ascii: "}")) else { return }
        try key()
      case UInt8(ascii: "["):
        guard try begin(.array, closing: UInt8(ascii: "]")) else { return }
      default:
        return try scalar()
      }
    }
    throw problem(.endOfText)
  }

  /// Opens a container; answers false if it is empty and thereby complete.
  private mutating func begin(_ kind: JSON.Kind, closing: UInt8) throws(JSONProblem) -> Bool {
    let start = at
    at += 1
    skipBlanks()
    if at < bytes.count, bytes[at] == closing {
      at += 1
      nodes.append(JSONNode(kind, start, at, following: nodes.count + 1))
      return false
    }
    guard open.count < depthLimit else { throw problem(.tooDeep(limit: depthLimit), at: start) }
    open.append(nodes.count)
    nodes.append(JSONNode(kind, start, start, following: 0))
    return true
  }

  /// After a value: closes what ends here; answers whether another value follows.
  private mutating func anotherFollows() throws(JSONProblem) -> Bool {
    skipBlanks()
    if nodes.count & 0xFFF == 0, Interrupt.isRequested { throw problem(.endOfText) }
    while let container = open.last {
      nodes[container].countChild()
      guard at < bytes.count else { throw problem(.endOfText) }
      let isObject = nodes[container].kind == .object
      if bytes[at] == UInt8(ascii: ",") {
        at += 1
        skipBlanks()
        if isObject { try key() }
        return true
      }
      guard bytes[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw problem(.expected(isObject ? "`,` or `}`" : "`,` or `]`"))
      }
      at += 1
      nodes[container].close(end: at, following: nodes.count)
      open.removeLast()
      skipBlanks()
    }
    return false
  }

  private mutating func key() throws(JSONProblem) {
    guard at < bytes.count else { throw problem(.endOfText) }
    guard bytes[at] == UInt8(ascii: "\"") else { throw problem(.expected("a key in double quotes")) }
    try string()
    skipBlanks()
    guard at < bytes.count else { throw problem(.endOfText) }
    guard bytes[at] == UInt8(ascii: ":") else { throw problem(.expected("`:` after the key")) }
    at += 1
    skipBlanks()
  }

  private mutating func scalar() throws(JSONProblem) {
    switch bytes[at] {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .bool)
    case UInt8(ascii: "f"): try word("false", .bool)
    case UInt8(ascii: "n"): try word("null", .null)
    case UInt8(ascii: "N") where nonFinite: try word("NaN", .number)
    case UInt8(ascii: "I") where nonFinite: try word("Infinity", .number)
    case UInt8(ascii: "-") where nonFinite && at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "I"):
      try word("-Infinity", .number)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw problem(.expected("a value"))
    }
  }

  private mutating func word(_ word: StaticString, _ kind: JSON.Kind) throws(JSONProblem) {
    let start = at
    let matches = word.withUTF8Buffer { wanted in bytes[at...].starts(with: wanted) }
    guard matches else { throw problem(.expected("a value")) }
    at += word.utf8CodeUnitCount
    nodes.append(JSONNode(kind, start, at, following: nodes.count + 1))
  }

  private mutating func number() throws(JSONProblem) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let firstDigit = at
    try digits()
    if bytes[firstDigit] == UInt8(ascii: "0"), at - firstDigit > 1 { throw problem(.leadingZero, at: start) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    nodes.append(JSONNode(.number, start, at, following: nodes.count + 1))
  }

  private mutating func digits() throws(JSONProblem) {
    let start = at
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
    if at == start { throw problem(at < bytes.count ? .expected("a digit") : .endOfText) }
  }

  private mutating func string() throws(JSONProblem) {
    let start = at + 1
    let hasEscapes = try skipString()
    nodes.append(JSONNode(.string, start, at - 1, following: nodes.count + 1, hasEscapes: hasEscapes))
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0a, 0x0d, 0x09: at += 1
      default: return
      }
    }
  }

  func problem(_ fault: JSONProblem.Fault, at offset: Int? = nil) -> JSONProblem {
    JSONProblem(fault, at: offset ?? at, in: bytes)
  }
}
