// Arrays and objects as sequences, and look-up by key.

extension JSON {
  /// The number of elements or members; 0 for other kinds.
  public var count: Int { document.nodes[index].count }

  /// The elements of an array, in order; empty for other kinds.
  public var elements: Elements { Elements(container: self) }

  /// The members of an object, in order, duplicates included; empty for other kinds.
  public var members: Members { Members(container: self) }

  /// The value of a key, the last one where the document repeats it; nil if absent or if this is no object.
  public subscript(key: String) -> JSON? {
    var found: JSON?
    let wanted = Array(key.utf8)
    for (name, value) in members where name.isString(wanted) { found = value }
    return found
  }

  /// Whether a string value has exactly these bytes.
  public func isString(_ wanted: [UInt8]) -> Bool {
    let node = document.nodes[index]
    guard node.kind == .string else { return false }
    if node.hasEscapes {
      var text: [UInt8] = []
      appendUTF8(to: &text)
      return text == wanted
    }
    guard node.end - node.start == wanted.count else { return false }
    return document.bytes[node.start..<node.end].elementsEqual(wanted)
  }

  /// The second appearance of a key that the object repeats, or nil.
  public var firstDuplicateKey: JSON? {
    guard kind == .object, count > 1 else { return nil }
    var seen = Set<String>(minimumCapacity: count)
    for (key, _) in members {
      if let name = key.string, !seen.insert(name).inserted { return key }
    }
    return nil
  }

  public struct Elements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var index: Int
    private var remaining: Int

    init(container: JSON) {
      self.init(container, parts: container.kind == .array ? container.count : 0)
    }

    fileprivate init(_ container: JSON, parts: Int) {
      document = container.document
      index = container.index + 1
      remaining = parts
    }

    public var underestimatedCount: Int { remaining }

    public mutating func next() -> JSON? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let element = JSON(document: document, index: index)
      index = document.nodes[index].next
      return element
    }
  }

  public struct Members: Sequence, IteratorProtocol, Sendable {
    /// Keys and values by turns.
    private var parts: Elements

    init(container: JSON) {
      parts = Elements(container, parts: container.kind == .object ? 2 * container.count : 0)
    }

    public var underestimatedCount: Int { parts.underestimatedCount / 2 }

    public mutating func next() -> (key: JSON, value: JSON)? {
      guard let key = parts.next(), let value = parts.next() else { return nil }
      return (key, value)
    }
  }
}
