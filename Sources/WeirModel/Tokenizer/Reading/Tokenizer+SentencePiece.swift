// `tokenizer.model` and `spiece.model`: what transformers makes of a SentencePiece file for Llama, Mistral, Gemma and T5.

extension Tokenizer {
  convenience init(sentencePiece path: String, settings: TokenizerSettings) throws(TokenizerProblem) {
    let file = try SentencePieceModel(path: path)
    var vocabulary = Vocabulary(capacity: file.pieces.count)
    for (number, piece) in file.pieces.enumerated() {
      vocabulary.insert(number) { $0.append(contentsOf: piece.content) }
    }
    var added = settings.addedTokens(vocabulary: vocabulary, usual: [])
    for (number, piece) in file.pieces.enumerated() {
      let content = String(decoding: piece.content, as: UTF8.self)
      guard [.control, .unknown, .userDefined].contains(piece.kind), !added.contains(where: { $0.number == number })
      else {
        continue
      }
      added.append(AddedToken(content: content, number: number, isSpecial: piece.kind != .userDefined))
    }
    added += Self.extraTokens(settings, after: file.pieces.count)
    func known(_ number: Int) -> Int? { file.pieces.indices.contains(number) ? number : nil }
    var roles = settings.roles.numbers { name in
      added.last { $0.content == name }?.number ?? vocabulary.number(of: name)
    }
    roles.beginning = roles.beginning ?? known(file.beginning)
    roles.end = roles.end ?? known(file.end)
    roles.unknown = roles.unknown ?? known(file.unknown)
    switch file.algorithm {
    case 1:
      try self.init(unigram: file, vocabulary, added, settings, roles, path)
    case 2:
      try self.init(pairs: file, vocabulary, added, settings, roles)
    default:
      throw .unsupported("model_type", found: "\(file.algorithm)", allowed: ["1 (unigram)", "2 (BPE)"], path: path)
    }
  }

  /// The hundred sentinels of T5, which count down behind the vocabulary.
  private static func extraTokens(_ settings: TokenizerSettings, after count: Int) -> [AddedToken] {
    guard settings.className.hasPrefix("T5"), settings.addedTokens.isEmpty else { return [] }
    return (0..<100).map { AddedToken(content: "<extra_id_\($0)>", number: count + 99 - $0, isSpecial: true) }
  }

  private convenience init(
    unigram file: SentencePieceModel, _ vocabulary: Vocabulary, _ added: [AddedToken], _ settings: TokenizerSettings,
    _ roles: TokenRoles, _ path: String
  ) throws(TokenizerProblem) {
    var normalizers: [TextNormalizer] = []
    if !file.charactersMap.isEmpty {
      guard let map = CharactersMap(file.charactersMap) else { throw .badModel(path: path) }
      normalizers.append(.precompiled(map))
    }
    if file.removesExtraBlanks {
      normalizers.append(.strip(left: false, right: true))
      if let blanks = try? TokenPattern(" {2,}") { normalizers.append(.replace(blanks, [0x2581])) }
    }
    let metaspace = Metaspace(prepending: file.addsPrefix ? .always : .never)
    let addsEnd = settings.addsEnd ?? true
    try self.init(
      added: added, normalizer: .sequence(normalizers), preTokenizer: .metaspace(metaspace),
      model: UnigramModel(
        vocabulary: vocabulary, scores: file.pieces.map { Double($0.score) }, unknown: roles.unknown,
        fallsBackToBytes: file.fallsBackToBytes),
      postProcessor: .template(before: [], after: addsEnd ? [roles.end].compactMap { $0 } : []),
      decoder: .metaspace(metaspace), roles: roles)
  }

  private convenience init(
    pairs file: SentencePieceModel, _ vocabulary: Vocabulary, _ added: [AddedToken], _ settings: TokenizerSettings,
    _ roles: TokenRoles
  ) throws(TokenizerProblem) {
    let options = BytePairModel.Options(
      unknown: roles.unknown, fusesUnknown: true, fallsBackToBytes: file.fallsBackToBytes)
    let blank = try? TokenPattern(literal: " ")
    let mark = try? TokenPattern(literal: "\u{2581}")
    var normalizers: [TextNormalizer] = []
    if settings.isLegacy {
      if file.addsPrefix { normalizers.append(.prepend([0x2581])) }
      if let blank { normalizers.append(.replace(blank, [0x2581])) }
    }
    let metaspace = Metaspace(prepending: file.addsPrefix ? .first : .never, splits: false)
    var decoders: [TokenDecoder] = mark.map { [.replace($0, " ")] } ?? []
    decoders += [.byteFallback, .fuse]
    if file.addsPrefix { decoders.append(.strip(" ", start: 1, stop: 0)) }
    let before = settings.addsBeginning ?? true ? [roles.beginning].compactMap { $0 } : []
    let after = settings.addsEnd ?? false ? [roles.end].compactMap { $0 } : []
    try self.init(
      added: added, normalizer: .sequence(normalizers),
      preTokenizer: settings.isLegacy ? nil : .metaspace(metaspace),
      model: BytePairModel(vocabulary: vocabulary, merges: MergeTable(file, vocabulary), options: options),
      postProcessor: .template(before: before, after: after), decoder: .sequence(decoders), roles: roles)
  }
}

extension MergeTable {
  /// The merges that a SentencePiece vocabulary stands for: every cut of a piece into two pieces, best scores first.
  fileprivate init(_ file: SentencePieceModel, _ vocabulary: Vocabulary) {
    struct Merge {
      let score: Float
      let left: Int
      let right: Int
      let leftLength: Int
      let rightLength: Int
      let result: Int
    }
    var merges: [Merge] = []
    for (number, piece) in file.pieces.enumerated() {
      let content = piece.content
      // Only cuts between characters make pieces; positions count characters.
      let starts = content.indices.filter { content[$0] & 0xc0 != 0x80 }
      var local: [Merge] = []
      for (index, cut) in starts.enumerated().dropFirst() {
        guard let left = vocabulary.number(of: content[..<cut]), let right = vocabulary.number(of: content[cut...])
        else {
          continue
        }
        local.append(
          Merge(
            score: piece.score, left: left, right: right, leftLength: index, rightLength: starts.count - index,
            result: number))
      }
      merges += local.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }
    // The order of transformers' conversion, which is stable and reversed as a whole: longer parts first among equals.
    let ordered = merges.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.score != y.score { return x.score > y.score }
      if x.leftLength != y.leftLength { return x.leftLength > y.leftLength }
      if x.rightLength != y.rightLength { return x.rightLength > y.rightLength }
      return a.offset < b.offset
    }
    self.init(capacity: ordered.count)
    for (rank, merge) in ordered.enumerated() {
      insert(merge.element.left, merge.element.right, rank: rank, result: merge.element.result)
    }
  }
}
