/// A record's storage: ordered fields with distinct keys.
///
/// Up to eight keys are found by comparing them; beyond that an index from key to place is kept.
public final class RecordBox {
  public private(set) var keys: [String]
  public internal(set) var values: [Value]
  private var index: [String: Int]?

  private static let scanLimit = 8

  /// Makes a record; of a key given twice the last value counts, at the first one's place.
  public init(keys: [String], values: [Value]) {
    self.keys = keys
    self.values = values
    removeDuplicates()
  }

  init() {
    keys = []
    values = []
  }

  deinit {
    guard !values.isEmpty else { return }
    var dead: [Value] = []
    swap(&dead, &values)
    Burial.bury(dead)
  }

  public var count: Int { keys.count }

  public subscript(key: String) -> Value? {
    place(of: key).map { values[$0] }
  }

  /// Fields in order.
  public var fields: [(key: String, value: Value)] { zip(keys, values).map { ($0, $1) } }

  func place(of key: String) -> Int? {
    if let index { return index[key] }
    for place in keys.indices where keys[place] == key { return place }
    return nil
  }

  /// Sets or adds a field; only for a box with a single owner.
  func set(_ key: String, _ value: Value) {
    if let place = place(of: key) {
      values[place] = value
      return
    }
    keys.append(key)
    values.append(value)
    if index != nil {
      index?[key] = keys.count - 1
    } else if keys.count > Self.scanLimit {
      buildIndex()
    }
  }

  func copy() -> RecordBox {
    let box = RecordBox()
    box.keys = keys
    box.values = values
    box.index = index
    return box
  }

  private func buildIndex() {
    index = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }

  private func removeDuplicates() {
    let given = zip(keys, values).map { ($0, $1) }
    guard given.count > 1 else { return }
    if given.count <= Self.scanLimit, isDistinct { return }
    keys = []
    values = []
    for (key, value) in given { set(key, value) }
  }

  private var isDistinct: Bool {
    for place in keys.indices.dropFirst() where keys[..<place].contains(keys[place]) { return false }
    return true
  }
}
