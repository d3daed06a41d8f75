/// A value inside a JSON document: null, a bool, a number, a string, an array or an object.
///
/// The document is kept as its bytes and one flat list of nodes, so that reading a tokenizer with half a million strings
/// makes no `String` until one is asked for. Objects keep their order and their duplicates; `firstDuplicateKey` finds one.
///
///     let json = try JSON(bytes: bytes)
///     let layers = json["n_layer"]?.integer
public struct JSON: Sendable {
  public enum Kind: UInt8, Sendable {
    case null, bool, number, string, array, object
  }

  let document: JSONDocument
  let index: Int

  /// Reads a whole document; `nonFinite` also takes the words `NaN`, `Infinity` and `-Infinity` that Python writes.
  ///
  /// Arrays and objects inside each other, as far as anybody reads and writes them.
  public static let deepest = 512

  /// Throws the first fault with its byte offset.
  ///
  /// Depth beyond `depthLimit` is a fault, so no document exhausts the stack.
  public init(bytes: [UInt8], depthLimit: Int = JSON.deepest, nonFinite: Bool = false) throws(JSONProblem) {
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit, nonFinite: nonFinite)
    self.document = JSONDocument(bytes: bytes, nodes: try parser.parse())
    self.index = 0
  }

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: JSONNode { document.nodes[index] }

  public var kind: Kind { node.kind }

  /// Where the value begins in the document, in bytes; for a string, the byte after its quote.
  public var offset: Int { node.start }

  public var isNull: Bool { node.kind == .null }

  public var bool: Bool? {
    node.kind == .bool ? document.bytes[node.start] == UInt8(ascii: "t") : nil
  }

  /// The number as it is written, if it is an integer without fraction and exponent that 64 bits hold.
  public var integer: Int? {
    guard node.kind == .number else { return nil }
    return Int(Substring(decoding: document.bytes[node.start..<node.end], as: UTF8.self))
  }

  /// The number as the nearest double.
  public var number: Double? {
    guard node.kind == .number else { return nil }
    let text = String(decoding: document.bytes[node.start..<node.end], as: UTF8.self)
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return Double(text)
    }
  }

  public var string: String? {
    guard node.kind == .string else { return nil }
    if !node.hasEscapes { return String(decoding: document.bytes[node.start..<node.end], as: UTF8.self) }
    var text: [UInt8] = []
    appendUTF8(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the bytes of a string value, escapes resolved; does nothing for other kinds.
  public func appendUTF8(to text: inout [UInt8]) {
    guard node.kind == .string else { return }
    if node.hasEscapes {
      JSONParser.unescape(document.bytes, node.start, node.end, to: &text)
    } else {
      text.append(contentsOf: document.bytes[node.start..<node.end])
    }
  }

  /// The value as it stands in the document, for messages; long ones are cut at `limit` bytes.
  public func excerpt(limit: Int = 40) -> String {
    let quoted = node.kind == .string
    let start = quoted ? node.start - 1 : node.start
    let end = quoted ? node.end + 1 : node.end
    if end - start <= limit { return String(decoding: document.bytes[start..<end], as: UTF8.self) }
    return String(decoding: document.bytes[start..<(start + limit)], as: UTF8.self) + "..."
  }
}

/// The bytes of a document and its values in the order in which they begin.
final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]

  init(bytes: [UInt8], nodes: [JSONNode]) {
    self.bytes = bytes
    self.nodes = nodes
  }
}

/// One value of the flat list.
///
/// An object's node is followed by key, value, key, value; an array's by its elements.
struct JSONNode: Sendable {
  private let lower: UInt32
  private var upper: UInt32
  /// The index of the node after this value and all that it holds.
  private var following: UInt32
  private var children: UInt32
  let kind: JSON.Kind
  let hasEscapes: Bool

  init(_ kind: JSON.Kind, _ start: Int, _ end: Int, following: Int, hasEscapes: Bool = false) {
    self.kind = kind
    self.lower = UInt32(truncatingIfNeeded: start)
    self.upper = UInt32(truncatingIfNeeded: end)
    self.following = UInt32(truncatingIfNeeded: following)
    self.children = 0
    self.hasEscapes = hasEscapes
  }

  var start: Int { Int(lower) }
  var end: Int { Int(upper) }
  var next: Int { Int(following) }
  /// The number of elements or members.
  var count: Int { Int(children) }

  mutating func countChild() { children += 1 }

  mutating func close(end: Int, following: Int) {
    self.upper = UInt32(truncatingIfNeeded: end)
    self.following = UInt32(truncatingIfNeeded: following)
  }
}
