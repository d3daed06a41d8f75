import WeirText

/// What is wrong with a tokenizer's files, or with a text for it.
public enum TokenizerProblem: Problem, Equatable {
  case badMerge(line: Int, String, path: String)
  case badModel(path: String)
  case badPattern(String, String, path: String)
  case badValue(String, found: String, expected: String, path: String)
  case cannotRead(path: String, reason: String)
  case mergeOutsideVocabulary(String, path: String)
  case missingKey(String, path: String)
  case noTokenizer(folder: String, found: [String])
  case notJSON(path: String, JSONProblem)
  case notUTF8(path: String, offset: Int)
  case patternTooSlow(position: Int)
  case textGrows(from: Int, to: Int)
  case textTooLong(bytes: Int)
  case unknownCharacter(String)
  case unsupported(String, found: String, allowed: [String], path: String)
}

extension TokenizerProblem {
  public var code: String {
    switch self {
    case .cannotRead: "E5101"
    case .noTokenizer: "E5102"
    case .notJSON: "E5103"
    case .notUTF8: "E5104"
    case .missingKey: "E5105"
    case .badValue: "E5106"
    case .unsupported: "E5107"
    case .badMerge: "E5108"
    case .mergeOutsideVocabulary: "E5109"
    case .badPattern: "E5110"
    case .badModel: "E5111"
    case .textTooLong: "E5120"
    case .unknownCharacter: "E5121"
    case .patternTooSlow: "E5122"
    case .textGrows: "E5123"
    }
  }

  public var message: String {
    switch self {
    case .badMerge(let line, let text, let path):
      "line \(line) of `\(path)` is `\(text)`, where two tokens and a blank between them are expected"
    case .badModel(let path): "`\(path)` is no SentencePiece model, or it is cut off"
    case .badPattern(let pattern, let reason, let path):
      "the pattern \(pattern) of `\(path)` uses what Weir does not know: \(reason)"
    case .badValue(let key, let found, let expected, let path):
      "`\(key)` of `\(path)` is \(found), where \(expected) is expected"
    case .cannotRead(let path, let reason): "cannot read `\(path)`: \(reason)"
    case .mergeOutsideVocabulary(let token, let path):
      "the merges of `\(path)` use the token `\(token)`, which is not in the vocabulary"
    case .missingKey(let key, let path): "`\(path)` has no `\(key)`"
    case .noTokenizer(let folder, _): "`\(folder)` holds no tokenizer"
    case .notJSON(let path, let problem):
      "`\(path)` is not valid JSON: \(problem.sentence), at byte \(problem.offset)"
    case .notUTF8(let path, let offset): "`\(path)` is not UTF-8 at byte \(offset)"
    case .patternTooSlow(let position):
      "the tokenizer's pattern takes more than ten million attempts to match at character \(position)"
    case .textGrows(let before, let after):
      "the tokenizer's normaliser makes \(after) characters of \(before)"
    case .textTooLong(let bytes): "a text of \(bytes) bytes is more than the 1 GiB that is tokenised at once"
    case .unknownCharacter(let text):
      "the tokenizer cannot write `\(text)`: it is not in the vocabulary, which has no token for the unknown"
    case .unsupported(let key, let found, let allowed, let path):
      "`\(key)` of `\(path)` is `\(found)`, which Weir does not know (known: \(allowed.joined(separator: ", ")))"
    }
  }

  public var notes: [String] {
    switch self {
    case .noTokenizer(_, let found) where !found.isEmpty:
      ["it holds \(found.prefix(8).joined(separator: ", "))" + (found.count > 8 ? " and \(found.count - 8) more" : "")]
    default: []
    }
  }

  public var help: [String] {
    switch self {
    case .noTokenizer:
      ["a tokenizer is read from `tokenizer.json`, `vocab.json` and `merges.txt`, `vocab.txt`, or `tokenizer.model`"]
    case .textTooLong: ["cut it into parts, or use `scan`, which reads any amount of text in windows"]
    default: []
    }
  }
}
