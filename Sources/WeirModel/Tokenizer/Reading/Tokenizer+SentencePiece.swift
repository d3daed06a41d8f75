// `tokenizer.model` and `spiece.model`, read as the class that the folder names.

extension Tokenizer {
  convenience init(
    sentencePiece path: String, settings: TokenizerSettings, reading: SentencePieceReading
  ) throws(TokenizerProblem) {
    let file = try SentencePieceModel(path: path)
    var vocabulary = Vocabulary(capacity: file.pieces.count)
    for (number, piece) in file.pieces.enumerated() {
      vocabulary.insert(number) { $0.append(contentsOf: piece.content) }
    }
    let added = Self.addedTokens(file, vocabulary, settings, reading)
    func known(_ number: Int) -> Int? { file.pieces.indices.contains(number) ? number : nil }
    var roles = settings.roles.numbers { name in
      added.last { $0.content == name }?.number ?? vocabulary.number(of: name)
    }
    if reading != .t5 { roles.beginning = roles.beginning ?? known(file.beginning) }
    roles.end = roles.end ?? known(file.end)
    roles.unknown = roles.unknown ?? known(file.unknown)
    switch file.algorithm {
    case 1:
      try self.init(unigram: file, vocabulary, added, settings, roles, reading, path)
    case 2:
      try self.init(pairs: file, vocabulary, added, settings, roles, reading, path)
    default:
      throw .unsupported("model_type", found: "\(file.algorithm)", allowed: ["1 (unigram)", "2 (BPE)"], path: path)
    }
  }

  /// The tokens that are found in the text itself: the file's own, those listed beside it, T5's sentinels.
  ///
  /// Those that have no number yet get the next ones, as in transformers: tokens with a role first.
  private static func addedTokens(
    _ file: SentencePieceModel, _ vocabulary: Vocabulary, _ settings: TokenizerSettings,
    _ reading: SentencePieceReading
  ) -> [AddedToken] {
    var added = settings.addedTokens(vocabulary: vocabulary, usual: [])
    // A list in `tokenizer_config.json` takes the place of the file's own in transformers.
    let isListed = reading != .own && !settings.additionalTokens.isEmpty
    for (number, piece) in file.pieces.enumerated() where !isListed {
      let content = String(decoding: piece.content, as: UTF8.self)
      guard [.control, .unknown, .userDefined].contains(piece.kind), !added.contains(where: { $0.number == number })
      else {
        continue
      }
      // SentencePiece looks for its symbols in the normalised text, in which they stay as they are.
      let isKept = reading == .own && piece.kind == .userDefined
      added.append(
        AddedToken(content: content, number: number, isNormalized: isKept, isSpecial: piece.kind != .userDefined))
    }
    var next = file.pieces.count
    if reading == .t5, vocabulary.number(of: "<extra_id_0>") == nil {
      // They count down behind the pieces.
      let count = settings.sentinelCount
      let sentinels = (0..<count).map {
        AddedToken(content: "<extra_id_\($0)>", number: next + count - 1 - $0, isSpecial: true)
      }
      let known = Set(added.map(\.content))
      added += sentinels.filter { !known.contains($0.content) }
      next += count
    }
    next = max(next, (added.map(\.number).max() ?? -1) + 1)
    let contents = RoleNames.keys.compactMap { settings.roles.contents[$0] } + settings.additionalTokens
    for content in contents where !added.contains(where: { $0.content == content }) {
      let number = vocabulary.number(of: content)
      added.append(AddedToken(content: content, number: number ?? next, isSpecial: true))
      if number == nil { next += 1 }
    }
    return added
  }

  private convenience init(
    unigram file: SentencePieceModel, _ vocabulary: Vocabulary, _ added: [AddedToken], _ settings: TokenizerSettings,
    _ roles: TokenRoles, _ reading: SentencePieceReading, _ path: String
  ) throws(TokenizerProblem) {
    let words = Metaspace(prepending: .always)
    let isT5 = reading == .t5
    let addsBeginning = settings.addsBeginning ?? false && !isT5
    let addsEnd = isT5 || settings.addsEnd ?? false
    try self.init(
      added: added,
      normalizer: .sequence(isT5 ? try file.characterNormalizers(path) : try file.normalizers(path)),
      preTokenizer: isT5 ? .sequence([.whitespaceSplit, .metaspace(words)]) : .metaspace(file.prefix),
      model: UnigramModel(
        vocabulary: vocabulary, scores: file.pieces.map { Double($0.score) }, unknown: roles.unknown,
        fallsBackToBytes: file.fallsBackToBytes && !isT5, roundsSums: !isT5,
        // In transformers every piece may stand for its own spelling, `<0x41>` too.
        isInText: { number in isT5 || [.normal, .userDefined].contains(file.pieces[number].kind) }),
      postProcessor: .template(
        before: addsBeginning ? [roles.beginning].compactMap { $0 } : [],
        after: addsEnd ? [roles.end].compactMap { $0 } : []),
      decoder: isT5 ? .metaspace(words) : .sequence(file.decoders(strips: file.stripsFirst)), roles: roles)
  }

  private convenience init(
    pairs file: SentencePieceModel, _ vocabulary: Vocabulary, _ added: [AddedToken], _ settings: TokenizerSettings,
    _ roles: TokenRoles, _ reading: SentencePieceReading, _ path: String
  ) throws(TokenizerProblem) {
    var options = BytePairModel.Options(unknown: roles.unknown, fusesUnknown: true, fallsBackToBytes: true)
    var normalizers: [TextNormalizer] = []
    var preTokenizer: PreTokenizer?
    var strips = false
    switch reading {
    case .llama(let prefix):
      // The class names no token for the unknown: characters that have no bytes in the vocabulary are left out.
      if settings.className == "LlamaTokenizer" { options.unknown = nil }
      let prepending: Metaspace.Prepending = prefix == .text ? .first : prefix == .none ? .never : .always
      preTokenizer = .metaspace(Metaspace(prepending: prepending, splits: false))
      strips = prefix != .none
    case .gemma: normalizers = try SentencePieceModel.marks()
    case .t5:
      normalizers = try file.characterNormalizers(path)
      preTokenizer = .sequence([.whitespaceSplit, .metaspace(Metaspace(prepending: .always))])
      strips = true
    case .own:
      options.fallsBackToBytes = file.fallsBackToBytes
      normalizers = try file.normalizers(path)
      preTokenizer = .metaspace(file.prefix)
      strips = file.stripsFirst
    }
    let addsBeginning = settings.addsBeginning ?? (settings.className == "CodeLlamaTokenizer")
    let addsEnd = settings.addsEnd ?? (reading == .t5)
    try self.init(
      added: added, normalizer: .sequence(normalizers), preTokenizer: preTokenizer,
      model: BytePairModel(vocabulary: vocabulary, merges: MergeTable(file, vocabulary), options: options),
      postProcessor: .template(
        before: addsBeginning ? [roles.beginning].compactMap { $0 } : [],
        after: addsEnd ? [roles.end].compactMap { $0 } : []),
      decoder: .sequence(file.decoders(strips: strips)), roles: roles)
  }
}

extension SentencePieceModel {
  /// Blanks as marks.
  fileprivate static func marks() throws(TokenizerProblem) -> [TextNormalizer] {
    guard let blank = try? TokenPattern(literal: " ") else { return [] }
    return [.replace(blank, [0x2581])]
  }

  /// The file's character map, where it has one.
  fileprivate func characterNormalizers(_ path: String) throws(TokenizerProblem) -> [TextNormalizer] {
    guard !charactersMap.isEmpty else { return [] }
    guard let map = CharactersMap(charactersMap) else { throw .badModel(path: path) }
    return [.precompiled(map)]
  }

  /// What SentencePiece itself does before it cuts.
  fileprivate func normalizers(_ path: String) throws(TokenizerProblem) -> [TextNormalizer] {
    let map = charactersMap.isEmpty ? nil : CharactersMap(charactersMap)
    guard charactersMap.isEmpty || map != nil else { throw .badModel(path: path) }
    var kept = TokenSearch()
    for (number, piece) in pieces.enumerated() where piece.kind == .userDefined {
      kept.insert(String(decoding: piece.content, as: UTF8.self).unicodeScalars.map(\.value), number)
    }
    return [.sentencePiece(SentencePieceNormalizer(map: map, foldsBlanks: removesExtraBlanks, kept: kept))]
  }

  /// Whether a blank in front of a decoded text is one that encoding put there, or would have taken away.
  fileprivate var stripsFirst: Bool { addsPrefix || removesExtraBlanks }

  /// The mark in front of a text.
  fileprivate var prefix: Metaspace { Metaspace(prepending: addsPrefix ? .beginning : .never, splits: false) }

  fileprivate func decoders(strips: Bool) -> [TokenDecoder] {
    var decoders: [TokenDecoder] = (try? TokenPattern(literal: "\u{2581}")).map { [.replace($0, " ")] } ?? []
    decoders += [.byteFallback, .fuse]
    if strips { decoders.append(.strip(" ", start: 1, stop: 0)) }
    return decoders
  }
}

extension MergeTable {
  /// The merges that a SentencePiece vocabulary stands for: every cut of a piece into two pieces.
  ///
  /// They are ranked by the piece's number, as transformers 5 does it (trained scores fall with the number), and for one
  /// piece by the length of the left part.
  fileprivate init(_ file: SentencePieceModel, _ vocabulary: Vocabulary) {
    var merges: [(left: Int, right: Int, result: Int)] = []
    for number in file.pieces.indices {
      let content = file.pieces[number].content
      // Only cuts between characters make pieces. Of two pieces with one content the later counts.
      guard vocabulary.number(of: content[...]) == number else { continue }
      for cut in content.indices.dropFirst() where content[cut] & 0xc0 != 0x80 {
        guard let left = vocabulary.number(of: content[..<cut]), let right = vocabulary.number(of: content[cut...])
        else {
          continue
        }
        merges.append((left, right, number))
      }
    }
    self.init(capacity: merges.count)
    for (rank, merge) in merges.enumerated() { insert(merge.left, merge.right, rank: rank, result: merge.result) }
  }
}
