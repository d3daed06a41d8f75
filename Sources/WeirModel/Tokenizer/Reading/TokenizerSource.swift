/// The files that a folder's tokenizer is read from: the first of these forms that is there.
enum TokenizerSource: Sendable, Hashable {
  case json(String)
  case bytePairs(vocabulary: String, merges: String)
  case lines(String)
  case sentencePiece(String)

  /// What a folder holds, or nil where it holds no tokenizer.
  init?(folder: String) {
    func path(_ name: String) -> String? {
      let path = "\(folder)/\(name)"
      return FileSystem.exists(path) ? path : nil
    }
    if let file = path("tokenizer.json") {
      self = .json(file)
    } else if let vocabulary = path("vocab.json"), let merges = path("merges.txt") {
      self = .bytePairs(vocabulary: vocabulary, merges: merges)
    } else if let file = path("vocab.txt") {
      self = .lines(file)
    } else if let file = path("tokenizer.model") ?? path("spiece.model") {
      self = .sentencePiece(file)
    } else {
      return nil
    }
  }

  /// The names of the files.
  var names: [String] {
    switch self {
    case .json(let path), .lines(let path), .sentencePiece(let path): [FileSystem.lastName(path)]
    case .bytePairs(let vocabulary, let merges): [FileSystem.lastName(vocabulary), FileSystem.lastName(merges)]
    }
  }
}
