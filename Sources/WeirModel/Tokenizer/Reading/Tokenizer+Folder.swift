import WeirText

// A tokenizer from the files of a model folder, whichever of the usual ones are there.

extension Tokenizer {
  /// Reads the tokenizer of a folder: `tokenizer.json`, `vocab.json` with `merges.txt`, `vocab.txt`, SentencePiece's model.
  public convenience init(folder: String) throws(TokenizerProblem) {
    let settings = try TokenizerSettings(folder: folder)
    if FileSystem.exists("\(folder)/tokenizer.json") {
      try self.init(json: .file("\(folder)/tokenizer.json"), roles: settings.roles)
    } else if FileSystem.exists("\(folder)/vocab.json"), FileSystem.exists("\(folder)/merges.txt") {
      try self.init(vocabulary: "\(folder)/vocab.json", merges: "\(folder)/merges.txt", settings: settings)
    } else if FileSystem.exists("\(folder)/vocab.txt") {
      try self.init(lines: "\(folder)/vocab.txt", settings: settings)
    } else if let name = ["tokenizer.model", "spiece.model"].first(where: { FileSystem.exists("\(folder)/\($0)") }) {
      try self.init(sentencePiece: "\(folder)/\(name)", settings: settings)
    } else {
      throw .noTokenizer(folder: folder, found: FileSystem.list(folder))
    }
  }

  /// Reads a byte-level BPE tokenizer in GPT-2's form.
  convenience init(vocabulary path: String, merges: String, settings: TokenizerSettings) throws(TokenizerProblem) {
    let vocabulary = try Vocabulary(TokenizerObject.file(path).json, path: path, key: "the vocabulary")
    let model = BytePairModel(vocabulary: vocabulary, merges: try MergeTable(file: merges, vocabulary: vocabulary))
    let added = settings.addedTokens(vocabulary: vocabulary, usual: ["<|endoftext|>"])
    try self.init(
      added: added, normalizer: nil,
      preTokenizer: .byteLevel(addsPrefixSpace: settings.addsPrefixSpace, usesPattern: true), model: model,
      postProcessor: .byteLevel(addsPrefixSpace: settings.addsPrefixSpace, trimsOffsets: false), decoder: .byteLevel,
      roles: settings.roles.numbers { name in
        added.last { $0.content == name }?.number ?? vocabulary.number(of: name)
      })
  }
}
