import WeirText

/// Cuts texts into the tokens of a model, and joins them again, exactly as Hugging Face tokenizers does.
///
/// A text passes added tokens (cut out as they stand), the normaliser, the pre-tokeniser (words), the model (tokens) and the
/// post-processor (tokens that frame the text). Decoding goes back.
public final class Tokenizer: Sendable {
  let added: AddedVocabulary
  let normalizer: TextNormalizer?
  let preTokenizer: PreTokenizer?
  let model: any TokenModel
  let postProcessor: PostProcessor?
  let decoder: TokenDecoder?
  /// The tokens with a role, as the tokenizer's own files name them.
  public let roles: TokenRoles

  init(
    added: [AddedToken], normalizer: TextNormalizer?, preTokenizer: PreTokenizer?, model: any TokenModel,
    postProcessor: PostProcessor?, decoder: TokenDecoder?, roles: TokenRoles = TokenRoles()
  ) throws(TokenizerProblem) {
    self.added = try AddedVocabulary(added) { text throws(TokenizerProblem) in try Self.normalize(text, normalizer) }
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    self.model = model
    self.postProcessor = postProcessor
    self.decoder = decoder
    self.roles = roles
  }

  /// Cuts a text into tokens; `addingSpecialTokens` lets the post-processor frame it (`[CLS] ... [SEP]`).
  ///
  /// Throws where the vocabulary cannot write the text and names no token for the unknown. A request to stop cuts the
  /// tokens short.
  public func encode(_ text: String, addingSpecialTokens: Bool = true) throws(TokenizerProblem) -> Encoding {
    guard text.utf8.count < Self.lengthLimit else { throw .textTooLong(bytes: text.utf8.count) }
    var pieces = try added.extract(AlignedText(text)) { text throws(TokenizerProblem) in
      try Self.normalize(text, normalizer)
    }
    try preTokenizer?.apply(&pieces)
    var encoding = Encoding()
    // Added tokens may have taken white space of the text along, which their content does not show.
    var blanks: [Int: EdgeBlanks] = [:]
    var tokens: [ModelToken] = []
    for (place, piece) in pieces.pieces.enumerated() {
      if place & 0xFFF == 0, Interrupt.isRequested { break }
      if let token = piece.token {
        blanks[encoding.count] = EdgeBlanks(pieces.text.scalars[piece.range], isBlank: CharacterClass.isSpace)
        encoding.append(token, Self.origin(pieces.text, piece.lower, piece.upper))
        continue
      }
      tokens.removeAll(keepingCapacity: true)
      try model.tokenize(pieces.text.scalars, piece.range, into: &tokens)
      Self.append(tokens, of: piece, in: pieces.text, to: &encoding)
    }
    guard let postProcessor else { return encoding }
    return postProcessor.process(encoding, addingSpecialTokens: addingSpecialTokens) { index, id in
      blanks[index] ?? EdgeBlanks(content: self.content(of: id) ?? "")
    }
  }

  /// Joins tokens to a text; numbers that no token has are left out.
  public func decode(_ ids: [Int], skippingSpecialTokens: Bool = false) -> String {
    let tokens = ids.compactMap { content(of: $0) }.filter { !skippingSpecialTokens || !added.isSpecial($0) }
    guard let decoder else { return tokens.joined(separator: " ") }
    return decoder.decode(tokens).joined()
  }

  /// The number of a token by its content as the vocabulary writes it (`Ġthe`, `##ing`, `<|endoftext|>`).
  public func id(of token: String) -> Int? { added.number(of: token) ?? model.vocabulary.number(of: token) }

  /// The content of a token as the vocabulary writes it, or nil for a number that no token has.
  public func content(of id: Int) -> String? { added.content(of: id) ?? model.vocabulary.token(of: id) }

  /// One more than the largest token number.
  public var vocabularySize: Int { max(model.vocabulary.numberEnd, (added.tokens.last?.number ?? -1) + 1) }

  /// Whether a token frames texts rather than standing for one.
  public func isSpecial(_ id: Int) -> Bool { added.token(of: id)?.isSpecial ?? false }

  private static func normalize(
    _ text: AlignedText, _ normalizer: TextNormalizer?
  ) throws(TokenizerProblem) -> AlignedText {
    guard let normalizer else { return text }
    return try normalizer.apply(text)
  }

  /// Offsets are kept in 32 bits.
  private static let lengthLimit = 1 << 30

  private static func origin(_ text: AlignedText, _ lower: Int, _ upper: Int) -> Range<Int> {
    guard lower < upper else { return 0..<0 }
    let start = Int(text.starts[lower])
    return start..<max(start, Int(text.ends[upper - 1]))
  }

  /// Appends a word's tokens with the characters that their bytes belong to.
  private static func append(
    _ tokens: [ModelToken], of piece: PieceText.Piece, in text: AlignedText, to encoding: inout Encoding
  ) {
    // The scalar in which the last token began, and where that scalar begins in the word's UTF-8. Tokens come in order of
    // their beginnings; several may cover the same bytes.
    var index = piece.lower
    var position = 0
    for (place, token) in tokens.enumerated() {
      if place & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      guard token.lower < token.upper else {
        encoding.append(token.number, 0..<0)
        continue
      }
      while index < piece.upper - 1, position + text.scalars[index].utf8Length <= token.lower {
        position += text.scalars[index].utf8Length
        index += 1
      }
      var (last, end) = (index, position + text.scalars[index].utf8Length)
      while last < piece.upper - 1, end < token.upper {
        last += 1
        end += text.scalars[last].utf8Length
      }
      let start = Int(text.starts[index])
      encoding.append(token.number, start..<max(start, Int(text.ends[last])))
    }
  }
}
