import WeirText

/// Asks a `config.json` for its values by key, and remembers which keys were asked for.
///
/// A key that nobody asked for and that is not known to be harmless is an error in the end: it could change numbers, and
/// then Weir would compute something else than the model's authors. A key may have several spellings; two of them in one
/// file must agree. `null` counts as absent, as in transformers.
struct ConfigurationReader {
  let path: String
  private let json: JSON
  /// The key above this object, with a dot, for messages about nested objects.
  private let prefix: String
  private var asked: Set<String> = []
  /// The sizes of the family's configuration class, which count where the file names none.
  var usualSizes: [String: Int] = [:]

  init(_ json: JSON, path: String, prefix: String = "") throws(ConfigurationProblem) {
    guard json.kind == .object else { throw .notAnObject(path: path, what: prefix.isEmpty ? "" : prefix) }
    if let key = json.firstDuplicateKey?.string { throw .duplicateKey(prefix + key, path: path) }
    self.json = json
    self.path = path
    self.prefix = prefix
  }

  /// The value of the first of these spellings that is there and not null.
  mutating func value(_ keys: [String]) throws(ConfigurationProblem) -> (key: String, value: JSON)? {
    var found: (key: String, value: JSON)?
    for key in keys {
      asked.insert(key)
      guard let value = json[key], !value.isNull else { continue }
      if let first = found, first.value.excerpt(limit: 400) != value.excerpt(limit: 400) {
        throw .contradiction(
          "`\(prefix)\(first.key)` is \(first.value.excerpt()) and `\(prefix)\(key)`, another spelling of it, is "
            + value.excerpt(), path: path)
      }
      found = found ?? (key, value)
    }
    return found
  }

  mutating func has(_ key: String) throws(ConfigurationProblem) -> Bool { try value([key]) != nil }

  /// A whole number in `range`, which must be there unless there is a default.
  mutating func integer(
    _ keys: String..., in range: ClosedRange<Int> = 1...sizeLimit, default fallback: Int? = nil
  ) throws(ConfigurationProblem) -> Int {
    if let number = try optionalInteger(keys, in: range) { return number }
    if let usual = usualSizes[keys[0]] { return usual }
    guard let fallback else { throw .missingKey(keys.map { prefix + $0 }, path: path) }
    return fallback
  }

  mutating func optionalInteger(
    _ keys: String..., in range: ClosedRange<Int> = 1...sizeLimit
  ) throws(ConfigurationProblem) -> Int? {
    try optionalInteger(keys, in: range)
  }

  private mutating func optionalInteger(
    _ keys: [String], in range: ClosedRange<Int>
  ) throws(ConfigurationProblem) -> Int? {
    guard let (key, value) = try value(keys) else { return nil }
    // Python writes 4.0 for a number that was computed; it is as whole as 4.
    guard let number = value.integer ?? value.number.flatMap({ Int(exactly: $0) }) else {
      throw wrongType(key, value, "a whole number")
    }
    guard range.contains(number) else {
      throw .outOfRange(
        prefix + key, found: "\(number)", allowed: "\(range.lowerBound) to \(range.upperBound)", path: path)
    }
    return number
  }

  /// A finite number.
  mutating func number(
    _ keys: String..., above lowest: Double = -.infinity, default fallback: Double? = nil
  ) throws(ConfigurationProblem) -> Double {
    if let number = try optionalNumber(keys, above: lowest) { return number }
    guard let fallback else { throw .missingKey(keys.map { prefix + $0 }, path: path) }
    return fallback
  }

  mutating func optionalNumber(
    _ keys: String..., above lowest: Double = -.infinity
  ) throws(ConfigurationProblem) -> Double? {
    try optionalNumber(keys, above: lowest)
  }

  private mutating func optionalNumber(_ keys: [String], above lowest: Double) throws(ConfigurationProblem) -> Double? {
    guard let (key, value) = try value(keys) else { return nil }
    guard let number = value.number, number.isFinite else { throw wrongType(key, value, "a number") }
    guard number > lowest else {
      throw .outOfRange(prefix + key, found: value.excerpt(), allowed: "more than \(lowest)", path: path)
    }
    return number
  }

  mutating func bool(_ keys: String..., default fallback: Bool) throws(ConfigurationProblem) -> Bool {
    guard let (key, value) = try value(keys) else { return fallback }
    guard let truth = value.bool else { throw wrongType(key, value, "true or false") }
    return truth
  }

  mutating func string(_ keys: String..., default fallback: String? = nil) throws(ConfigurationProblem) -> String {
    guard let (key, value) = try value(keys) else {
      guard let fallback else { throw .missingKey(keys.map { prefix + $0 }, path: path) }
      return fallback
    }
    guard let text = value.string else { throw wrongType(key, value, "a text") }
    return text
  }

  /// One whole number or a list of them (`eos_token_id`); empty if absent.
  mutating func integers(_ key: String, in range: ClosedRange<Int>) throws(ConfigurationProblem) -> [Int] {
    guard let (_, value) = try value([key]) else { return [] }
    let items = value.kind == .array ? Array(value.elements) : [value]
    var numbers: [Int] = []
    for item in items {
      guard let number = item.integer, range.contains(number) else {
        throw wrongType(key, item, "whole numbers from \(range.lowerBound) to \(range.upperBound)")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A list of numbers, or nil if absent.
  mutating func numbers(_ key: String) throws(ConfigurationProblem) -> [Double]? {
    guard let (_, value) = try value([key]) else { return nil }
    guard value.kind == .array else { throw wrongType(key, value, "a list of numbers") }
    var numbers: [Double] = []
    for item in value.elements {
      guard let number = item.number, number.isFinite else { throw wrongType(key, item, "numbers") }
      numbers.append(number)
    }
    return numbers
  }

  /// A list of texts, or nil if absent.
  mutating func strings(_ key: String) throws(ConfigurationProblem) -> [String]? {
    guard let (_, value) = try value([key]) else { return nil }
    guard value.kind == .array else { throw wrongType(key, value, "a list of texts") }
    var texts: [String] = []
    for item in value.elements {
      guard let text = item.string else { throw wrongType(key, item, "texts") }
      texts.append(text)
    }
    return texts
  }

  /// A nested object as a reader of its own, or nil if absent.
  mutating func object(_ key: String) throws(ConfigurationProblem) -> ConfigurationReader? {
    guard let (_, value) = try value([key]) else { return nil }
    return try ConfigurationReader(value, path: path, prefix: "\(prefix)\(key).")
  }

  /// Refuses any value but the one under which Weir computes what the model's authors compute.
  mutating func demand(_ key: String, is allowed: Bool) throws(ConfigurationProblem) {
    let found = try bool(key, default: allowed)
    if found != allowed {
      throw .unsupported(prefix + key, found: "\(found)", allowed: ["\(allowed)"], path: path)
    }
  }

  /// Whether the key is there with the value null.
  func isNull(_ key: String) -> Bool { json[key]?.isNull ?? false }

  func wasAsked(_ key: String) -> Bool { asked.contains(key) }

  /// Takes note of keys that change no number.
  mutating func ignore(_ keys: String...) { asked.formUnion(keys) }

  /// Throws if there are keys that nobody asked for and that are not known to be harmless.
  func finish() throws(ConfigurationProblem) {
    let unknown = json.members.compactMap(\.key.string).filter { key in
      !asked.contains(key) && !HarmlessKeys.contains(key)
    }
    if !unknown.isEmpty { throw .unknownKeys(unknown.map { prefix + $0 }, path: path) }
  }

  func wrongType(_ key: String, _ value: JSON, _ expected: String) -> ConfigurationProblem {
    .wrongType(prefix + key, found: value.excerpt(), expected: expected, path: path)
  }

  /// No size of any published model comes near this; it keeps products of two sizes within 64 bits.
  static let sizeLimit = 1 << 30
}
