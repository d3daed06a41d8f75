import WeirText

// A tokenizer from the files of a model folder, whichever of the usual ones are there.

extension Tokenizer {
  /// Reads the tokenizer of a folder: `tokenizer.json`, `vocab.json` with `merges.txt`, `vocab.txt`, SentencePiece's model.
  public convenience init(folder: String) throws(TokenizerProblem) {
    let settings = try TokenizerSettings(folder: folder)
    switch TokenizerSource(folder: folder) {
    case .json(let path): try self.init(json: .file(path), roles: settings.roles)
    case .bytePairs(let vocabulary, let merges):
      try self.init(vocabulary: vocabulary, merges: merges, settings: settings)
    case .lines(let path): try self.init(lines: path, settings: settings)
    case .sentencePiece(let path):
      try self.init(sentencePiece: path, settings: settings, reading: SentencePieceReading(settings))
    case nil: throw .noTokenizer(folder: folder, found: FileSystem.list(folder))
    }
  }

  /// Reads a byte-level BPE tokenizer in GPT-2's form.
  convenience init(vocabulary path: String, merges: String, settings: TokenizerSettings) throws(TokenizerProblem) {
    let vocabulary = try Vocabulary(TokenizerObject.file(path).json, path: path, key: "the vocabulary")
    let model = BytePairModel(vocabulary: vocabulary, merges: try MergeTable(file: merges, vocabulary: vocabulary))
    let added = settings.addedTokens(vocabulary: vocabulary, usual: ["<|endoftext|>"])
    try self.init(
      added: added, normalizer: nil,
      preTokenizer: .byteLevel(addsPrefixSpace: settings.addsPrefixSpace ?? false, usesPattern: true), model: model,
      postProcessor: .byteLevel(addsPrefixSpace: settings.addsPrefixSpace ?? false, trimsOffsets: false),
      decoder: .byteLevel,
      roles: settings.roles.numbers { name in
        added.last { $0.content == name }?.number ?? vocabulary.number(of: name)
      })
  }
}
