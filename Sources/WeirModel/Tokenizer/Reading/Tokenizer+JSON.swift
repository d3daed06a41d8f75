import WeirText

// `tokenizer.json`, the file in which Hugging Face tokenizers keeps a whole tokenizer.

extension Tokenizer {
  /// Reads a `tokenizer.json`; truncation and padding in it are ignored, as they belong to calls and not to texts.
  convenience init(json file: TokenizerObject, roles: RoleNames = RoleNames()) throws(TokenizerProblem) {
    guard let modelObject = try file.object("model") else { throw .missingKey("model", path: file.path) }
    let model = try readModel(modelObject)
    let added = try AddedToken.list(file, vocabulary: model.vocabulary)
    try self.init(
      added: added,
      normalizer: file.object("normalizer").map { object throws(TokenizerProblem) in try TextNormalizer(object) },
      preTokenizer: file.object("pre_tokenizer").map { object throws(TokenizerProblem) in try PreTokenizer(object) },
      model: model,
      postProcessor: file.object("post_processor").map { object throws(TokenizerProblem) in try PostProcessor(object) },
      decoder: file.object("decoder").map { object throws(TokenizerProblem) in try TokenDecoder(object) },
      roles: roles.numbers { name in
        added.last { $0.content == name }?.number ?? model.vocabulary.number(of: name)
      })
  }
}

/// The model of a `tokenizer.json`; files from before 2020 leave its type out.
private func readModel(_ object: TokenizerObject) throws(TokenizerProblem) -> any TokenModel {
  let kind = try object.optionalString("type") ?? (object["merges"] != nil ? "BPE" : "WordPiece")
  switch kind {
  case "BPE": return try BytePairModel(object)
  case "Unigram": return try UnigramModel(object)
  case "WordLevel":
    let vocabulary = try Vocabulary(object.value("vocab"), path: object.path, key: "model.vocab")
    return WordLevelModel(vocabulary: vocabulary, unknown: vocabulary.number(of: try object.string("unk_token")))
  case "WordPiece":
    return WordPieceModel(
      vocabulary: try Vocabulary(object.value("vocab"), path: object.path, key: "model.vocab"),
      unknown: try object.optionalString("unk_token") ?? "[UNK]",
      continuingPrefix: try object.optionalString("continuing_subword_prefix") ?? "##",
      longestWord: try object.integer("max_input_chars_per_word", default: 100))
  default: throw object.unsupported("type", kind, ["BPE", "Unigram", "WordLevel", "WordPiece"])
  }
}

extension BytePairModel {
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let vocabulary = try Vocabulary(object.value("vocab"), path: object.path, key: "model.vocab")
    var options = Options()
    options.continuingPrefix = Array((try object.optionalString("continuing_subword_prefix") ?? "").utf8)
    options.endSuffix = Array((try object.optionalString("end_of_word_suffix") ?? "").utf8)
    options.fusesUnknown = try object.bool("fuse_unk", default: false)
    options.fallsBackToBytes = try object.bool("byte_fallback", default: false)
    options.ignoresMerges = try object.bool("ignore_merges", default: false)
    if let unknown = try object.optionalString("unk_token") {
      options.unknown = vocabulary.number(of: unknown)
    }
    if let dropout = object["dropout"], dropout.number != 0 {
      throw object.unsupported("dropout", dropout.excerpt(), ["null", "0"])
    }
    let merges = try MergeTable(
      object.value("merges"), vocabulary: vocabulary, continuingPrefix: options.continuingPrefix, path: object.path)
    self.init(vocabulary: vocabulary, merges: merges, options: options)
  }
}

extension AddedToken {
  /// The added tokens of a `tokenizer.json`.
  static func list(_ file: TokenizerObject, vocabulary: Vocabulary) throws(TokenizerProblem) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for object in try file.objects("added_tokens") {
      tokens.append(try AddedToken(object, number: object.integer("id")))
    }
    return tokens
  }

  init(_ object: TokenizerObject, number: Int) throws(TokenizerProblem) {
    let content = try object.string("content")
    guard content.unicodeScalars.count <= Self.lengthLimit else {
      throw object.bad("content", try object.value("content"), "a text of at most \(Self.lengthLimit) characters")
    }
    guard number < Vocabulary.numberLimit else {
      throw .badValue(
        object.name + "id", found: "\(number)", expected: "a number below \(Vocabulary.numberLimit)", path: object.path)
    }
    let isSpecial = try object.bool("special", default: false)
    self.init(
      content: content, number: number, isSingleWord: try object.bool("single_word", default: false),
      stripsLeft: try object.bool("lstrip", default: false), stripsRight: try object.bool("rstrip", default: false),
      isNormalized: try object.bool("normalized", default: !isSpecial), isSpecial: isSpecial)
  }

  /// Bounds the time of the search for added tokens; real ones have at most a few dozen characters.
  static let lengthLimit = 4096
}
