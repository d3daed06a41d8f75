import WeirText

// `vocab.txt`, one token a line: BERT's form.

extension Tokenizer {
  /// Reads a WordPiece tokenizer in BERT's form, framed by `[CLS]` and `[SEP]`.
  convenience init(lines path: String, settings: TokenizerSettings) throws(TokenizerProblem) {
    let lines = try TokenizerLines(path)
    guard lines.count <= Vocabulary.numberLimit else {
      throw .badValue(
        "the vocabulary", found: "\(lines.count) lines", expected: "at most \(Vocabulary.numberLimit)", path: path)
    }
    var vocabulary = Vocabulary(capacity: lines.count)
    for (number, line) in lines {
      var end = line.endIndex
      while end > line.startIndex, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
      vocabulary.insert(number - 1) { $0.append(contentsOf: line[..<end]) }
    }
    let unknown = settings.roles.contents["unk_token"] ?? "[UNK]"
    let added = settings.addedTokens(
      vocabulary: vocabulary, usual: ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"])
    func number(_ role: String, _ usual: String) -> Int? {
      vocabulary.number(of: settings.roles.contents[role] ?? usual)
    }
    var frame: PostProcessor?
    if let first = number("cls_token", "[CLS]"), let last = number("sep_token", "[SEP]") {
      frame = .frame(first: first, last: last)
    }
    var roles = settings.roles.numbers { vocabulary.number(of: $0) }
    if settings.roles.contents.isEmpty {
      roles.unknown = number("unk_token", "[UNK]")
      roles.classifier = number("cls_token", "[CLS]")
      roles.separator = number("sep_token", "[SEP]")
      roles.padding = number("pad_token", "[PAD]")
      roles.mask = number("mask_token", "[MASK]")
    }
    try self.init(
      added: added,
      normalizer: .bert(
        BertCleaning(
          separatesChinese: settings.separatesChinese, stripsAccents: settings.stripsAccents,
          lowercases: settings.lowercases)), preTokenizer: .bert,
      model: WordPieceModel(vocabulary: vocabulary, unknown: unknown), postProcessor: frame,
      decoder: .wordPiece(prefix: "##", cleansUp: true), roles: roles)
  }
}
