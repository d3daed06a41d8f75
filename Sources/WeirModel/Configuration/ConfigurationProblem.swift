import WeirText

/// What is wrong with a `config.json`, or what Weir cannot do with it.
public enum ConfigurationProblem: Problem, Equatable {
  case cannotRead(path: String, reason: String)
  case contradiction(String, path: String)
  case duplicateKey(String, path: String)
  /// One key in its spellings, the usual one first.
  case missingKey([String], path: String)
  case notAnObject(path: String, what: String)
  case notJSON(path: String, JSONProblem)
  case outOfRange(String, found: String, allowed: String, path: String)
  case unknownFamily(String, path: String)
  case unknownKeys([String], path: String)
  case unsupported(String, found: String, allowed: [String], path: String)
  case wrongType(String, found: String, expected: String, path: String)
}

extension ConfigurationProblem {
  public var code: String {
    switch self {
    case .cannotRead: "E5030"
    case .notJSON: "E5031"
    case .notAnObject: "E5032"
    case .duplicateKey: "E5033"
    case .missingKey: "E5034"
    case .wrongType: "E5035"
    case .outOfRange: "E5036"
    case .contradiction: "E5037"
    case .unknownFamily: "E5038"
    case .unknownKeys: "E5039"
    case .unsupported: "E5040"
    }
  }

  public var message: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read `\(path)`: \(reason)"
    case .contradiction(let sentence, let path): "`\(path)` contradicts itself: \(sentence)"
    case .duplicateKey(let key, let path): "`\(path)` has the key `\(key)` twice"
    case .missingKey(let keys, let path):
      "`\(path)` has no `\(keys[0])`" + (keys.count > 1 ? " (nor \(Self.list(Array(keys.dropFirst()))))" : "")
    case .notAnObject(let path, ""): "`\(path)` is no JSON object"
    case .notAnObject(let path, let what): "`\(what.dropLast())` of `\(path)` is no JSON object"
    case .notJSON(let path, let problem):
      "`\(path)` is not valid JSON: \(problem.sentence), at byte \(problem.offset) (line \(problem.line))"
    case .outOfRange(let key, let found, let allowed, let path):
      "`\(key)` of `\(path)` is \(found), where \(allowed) is allowed"
    case .unknownFamily(let family, let path): "`\(path)` names the family `\(family)`, which Weir does not know"
    case .unknownKeys(let keys, let path):
      "`\(path)` has \(keys.count == 1 ? "a key" : "keys") that Weir does not understand and that could change numbers: "
        + Self.list(keys)
    case .unsupported(let key, let found, let allowed, let path):
      "`\(key)` of `\(path)` is \(found), and Weir computes \(allowed.count == 1 ? "only" : "one of") "
        + allowed.joined(separator: ", ")
    case .wrongType(let key, let found, let expected, let path):
      "`\(key)` of `\(path)` is \(found), where \(expected) is expected"
    }
  }

  public var help: [String] {
    switch self {
    case .unknownFamily(let family, _):
      Suggestion.help(for: family, among: FamilyConfiguration.modelTypes)
        + [
          "known families: \(FamilyConfiguration.modelTypes.joined(separator: ", "))",
          "`weir models` lists the models that are here, and `weir pull NAME` fetches one",
        ]
    case .unknownKeys: ["if you know that it changes nothing, delete it from the file"]
    default: []
    }
  }

  private static func list(_ keys: [String]) -> String { keys.map { "`\($0)`" }.joined(separator: ", ") }
}
