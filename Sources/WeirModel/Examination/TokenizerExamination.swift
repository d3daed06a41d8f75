import WeirText

/// What a tokenizer is, and whether a text comes back from its tokens.
public struct TokenizerExamination: Sendable {
  public let vocabularySize: Int
  /// The files that it was read from.
  public let files: [String]
  /// How a SentencePiece file without a `tokenizer.json` was read.
  public let reading: SentencePieceReading?
  /// The kind of model: `BPE`, `WordPiece`, `Unigram`.
  public let kind: String
  /// Tokens with a role: what they are for, their number and text.
  public let roles: [(role: String, id: Int, text: String)]
  /// The tokens that stand around a text, and whether the first of them is there by the family's habit.
  public let framed: [String]
  public let prependsBeginning: Bool
  /// The first text that does not come back as it was, and what came back: lower case, white space, unknown characters.
  public let changed: (text: String, back: String)?
  /// Set when tokens lie outside of the model's vocabulary.
  let problem: ExaminationProblem?

  /// Texts of several scripts, with what tokenizers stumble over.
  public static let texts = [
    "The quick brown fox jumps over the lazy dog.", "don't 1234.5  two  spaces\tand a tab", "naïve café — “quoted”",
    "Привет, мир! 日本語 العربية", "def f(x):\n    return x + 1\n",
  ]

  /// - Throws: `TokenizerProblem`.
  init(folder: String, _ configuration: ModelConfiguration?) throws {
    let tokenizer = try Tokenizer(folder: folder)
    vocabularySize = tokenizer.vocabularySize
    kind = tokenizer.model.kind
    let source = TokenizerSource(folder: folder)
    files = source?.names ?? []
    if case .sentencePiece = source {
      reading = SentencePieceReading(try TokenizerSettings(folder: folder))
    } else {
      reading = nil
    }
    let named: [(String, Int?)] = [
      ("beginning", tokenizer.roles.beginning ?? configuration?.special.beginning), ("end", tokenizer.roles.end),
      ("classifier", tokenizer.roles.classifier), ("separator", tokenizer.roles.separator),
      ("mask", tokenizer.roles.mask), ("padding", tokenizer.roles.padding), ("unknown", tokenizer.roles.unknown),
    ]
    roles = named.compactMap { role, id in id.map { (role, $0, tokenizer.content(of: $0) ?? "") } }
    let plain = try tokenizer.encode("a", addingSpecialTokens: false).ids
    var whole = try tokenizer.encode("a").ids
    if let configuration { whole = try tokenizer.encode("a", for: configuration).encoding.ids }
    framed = whole.map { plain.contains($0) ? "…" : tokenizer.content(of: $0) ?? "\($0)" }
    prependsBeginning = configuration?.special.prependsBeginning ?? false
    changed = Self.changes(tokenizer)
    let size = configuration?.vocabularySize ?? 0
    problem = size > 0 && vocabularySize > size ? .tokensOutside(tokenizer: vocabularySize, model: size) : nil
  }

  /// The first text that comes back otherwise.
  private static func changes(_ tokenizer: Tokenizer) -> (text: String, back: String)? {
    for text in texts {
      guard let ids = try? tokenizer.encode(text, addingSpecialTokens: false).ids else {
        return (text, "the vocabulary cannot write it")
      }
      let back = tokenizer.decode(ids)
      if back != text { return (text, back) }
    }
    return nil
  }
}

extension TokenModel {
  /// The kind in the word of Hugging Face tokenizers.
  var kind: String {
    switch self {
    case is BytePairModel: "BPE"
    case is UnigramModel: "Unigram"
    case is WordPieceModel: "WordPiece"
    default: "tokens"
    }
  }
}
