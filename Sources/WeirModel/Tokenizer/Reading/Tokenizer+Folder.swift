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

  /// Reads a byte-level BPE tokenizer in GPT-2's form; RoBERTa's frames texts with `<s>` and `</s>`.
  convenience init(vocabulary path: String, merges: String, settings: TokenizerSettings) throws(TokenizerProblem) {
    let vocabulary = try Vocabulary(TokenizerObject.file(path).json, path: path, key: "the vocabulary")
    let model = BytePairModel(vocabulary: vocabulary, merges: try MergeTable(file: merges, vocabulary: vocabulary))
    let isRoberta = settings.className == "RobertaTokenizer" || (settings.className.isEmpty && settings.isRoberta)
    let added = settings.addedTokens(
      vocabulary: vocabulary,
      usual: isRoberta ? ["<s>", "<pad>", "</s>", "<unk>", "<mask>"] : ["<|endoftext|>"])
    var roles = settings.roles.numbers { name in
      added.last { $0.content == name }?.number ?? vocabulary.number(of: name)
    }
    let addsPrefixSpace = settings.addsPrefixSpace ?? false
    var frame = PostProcessor.byteLevel(addsPrefixSpace: addsPrefixSpace, trimsOffsets: false)
    if isRoberta {
      roles.classifier = roles.classifier ?? vocabulary.number(of: "<s>")
      roles.separator = roles.separator ?? vocabulary.number(of: "</s>")
      if let first = roles.classifier, let last = roles.separator {
        frame = .sequence([
          .byteLevel(addsPrefixSpace: addsPrefixSpace, trimsOffsets: true),
          .frame(first: first, last: last, isDoubled: true),
        ])
      }
    }
    try self.init(
      added: added, normalizer: nil, preTokenizer: .byteLevel(addsPrefixSpace: addsPrefixSpace, usesPattern: true),
      model: model, postProcessor: frame, decoder: .byteLevel, roles: roles)
  }
}
