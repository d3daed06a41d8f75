import WeirText

/// What is wrong with the words behind a script.
enum ScriptOptionProblem: Problem {
  case lacksValue(String, kind: String)
  case unknown(String, known: [String])

  var code: String {
    switch self {
    case .lacksValue: "E8061"
    case .unknown: "E8060"
    }
  }

  var message: String {
    switch self {
    case .lacksValue(let name, let kind): "`--\(name)` needs a value (\(kind))"
    case .unknown(let name, _): "this script has no option `--\(name)`"
    }
  }

  var help: [String] {
    switch self {
    case .lacksValue(let name, _): ["write `--\(name)=VALUE`"]
    case .unknown(let name, let known):
      (Suggestion.best(for: name, among: known).map { ["did you mean `--\($0)`?"] } ?? [])
        + [
          known.isEmpty
            ? "it declares none (`param name = default`)" : "its options are \(Count.list(known.map { "`--\($0)`" }))"
        ]
        + ["words behind a lone `--` are arguments, whatever they begin with"]
    }
  }
}
