import WeirText

// What to type instead, for the running program's errors.

extension RuntimeFact {
  var help: [String] {
    switch self {
    case .unknownName(let name, let nearest, let line):
      if let line {
        return ["`\(name)` lived inside the loop in line \(line); give it a value before the loop"]
      }
      return nearest.map { ["did you mean `\($0)`?"] } ?? []
    case .unassigned(let name): return ["give `\(name)` a value on every way to this line"]
    case .nothingRan: return ["a run that is there already stays as it is: write `run(...)` inside the block"]
    case .shadows(let name): return ["`std.\(name)` still reaches the library's"]
    case .callsTooDeep: return ["a function that calls itself needs a case that ends without a call"]
    case .missingArgument(_, _, let shown), .tooManyArguments(_, _, _, let shown): return shown
    case .unknownArgument(_, _, let help): return help
    case .wrongArgument(_, let parameter, _, let found, let example):
      if parameter == "over", found.hasPrefix("the number") { return ["axes go by name: `over: \"head\"`"] }
      return example.map { ["for example `\($0)`"] } ?? []
    case .fieldByPlace(_, let known):
      guard let first = known.first else { return ["it has no fields"] }
      let write = Self.isWord(first) ? "`r.\(first)`" : "`r[\"\(first)\"]`"
      return ["fields go by name: write \(write), or `values(r)[0]` for the first one"]
    case .notCallable(_, let advice), .operands(_, _, _, let advice), .notATruth(_, let advice),
      .notIndexable(_, let advice), .notWalkable(_, let advice):
      return advice.map { [$0] } ?? []
    case .unknownField(let name, let known, let advice):
      return advice.isEmpty ? Self.choice(name, known, "fields") : advice
    case .unknownMember(let name, _, let known, let advice):
      return advice.isEmpty ? Self.choice(name, known, "names") : advice
    case .outOfRange(_, let count, _):
      return count == 0 ? [] : ["the indices are 0 to \(count - 1), or -1 to -\(count) from the end"]
    case .brokenRange: return ["round the ends: `floor(x)`"]
    case .unknownModule(let name, _, let known): return Self.choice(name, known, "modules")
    case .notInModule(_, _, let nearest): return nearest.map { ["did you mean `\($0)`?"] } ?? []
    case .wrongIndex(let found, _):
      return found.hasPrefix("the number") ? ["an index must be a whole number"] : []
    case .internalError: return ["please report it, with the line that led here"]
    default: return []
    }
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.first.map { !Ascii.isDigit($0) } == true
      && text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
  }

  private static func choice(_ name: String, _ known: [String], _ what: String) -> [String] {
    let near = Suggestion.help(for: name, among: known)
    guard near.isEmpty, !known.isEmpty else { return near }
    let shown = known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return ["its \(what): \(shown)\(known.count > 12 ? ", ..." : "")"]
  }
}
