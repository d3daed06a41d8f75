import WeirText

/// An object of a tokenizer's files, asked for its values by key.
struct TokenizerObject {
  let json: JSON
  let path: String
  /// What the errors call this object, with a dot (`pre_tokenizer.`), or empty for the whole file.
  let name: String

  init(_ json: JSON, path: String, name: String = "") throws(TokenizerProblem) {
    guard json.kind == .object else {
      throw .badValue(name.isEmpty ? "the file" : name, found: json.excerpt(), expected: "an object", path: path)
    }
    self.json = json
    self.path = path
    self.name = name.isEmpty ? "" : name + "."
  }

  /// Reads a JSON file of at most 256 MiB.
  static func file(_ path: String) throws(TokenizerProblem) -> TokenizerObject {
    let json: JSON
    do {
      json = try JSON(bytes: try TokenizerFiles.read(path))
    } catch let problem as JSONProblem {
      throw .notJSON(path: path, problem)
    } catch let problem as TokenizerProblem {
      throw problem
    } catch {
      throw .cannotRead(path: path, reason: "\(error)")
    }
    return try TokenizerObject(json, path: path)
  }

  /// A value that is there and not null.
  subscript(key: String) -> JSON? { json[key].flatMap { $0.isNull ? nil : $0 } }

  func value(_ key: String) throws(TokenizerProblem) -> JSON {
    guard let value = self[key] else { throw .missingKey(name + key, path: path) }
    return value
  }

  func string(_ key: String) throws(TokenizerProblem) -> String {
    let value = try value(key)
    guard let text = value.string else { throw bad(key, value, "a text") }
    return text
  }

  func optionalString(_ key: String) throws(TokenizerProblem) -> String? {
    self[key] == nil ? nil : try string(key)
  }

  func bool(_ key: String, default fallback: Bool) throws(TokenizerProblem) -> Bool {
    guard let value = self[key] else { return fallback }
    guard let truth = value.bool else { throw bad(key, value, "true or false") }
    return truth
  }

  func integer(_ key: String, default fallback: Int? = nil) throws(TokenizerProblem) -> Int {
    guard let value = self[key] else {
      guard let fallback else { throw .missingKey(name + key, path: path) }
      return fallback
    }
    guard let number = value.integer, (0..<(1 << 30)).contains(number) else {
      throw bad(key, value, "a whole number from 0 on")
    }
    return number
  }

  func object(_ key: String) throws(TokenizerProblem) -> TokenizerObject? {
    guard let value = self[key] else { return nil }
    return try TokenizerObject(value, path: path, name: name + key)
  }

  /// The elements of a list of objects; empty if absent.
  func objects(_ key: String) throws(TokenizerProblem) -> [TokenizerObject] {
    guard let value = self[key] else { return [] }
    guard value.kind == .array else { throw bad(key, value, "a list") }
    var objects: [TokenizerObject] = []
    for (index, element) in value.elements.enumerated() {
      objects.append(try TokenizerObject(element, path: path, name: "\(name)\(key)[\(index)]"))
    }
    return objects
  }

  func bad(_ key: String, _ value: JSON, _ expected: String) -> TokenizerProblem {
    .badValue(name + key, found: value.excerpt(), expected: expected, path: path)
  }

  func unsupported(_ key: String, _ found: String, _ allowed: [String]) -> TokenizerProblem {
    .unsupported(name + key, found: found, allowed: allowed, path: path)
  }
}
