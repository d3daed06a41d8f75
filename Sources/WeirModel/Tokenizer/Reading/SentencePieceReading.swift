/// How a SentencePiece file without a `tokenizer.json` is read: as the class in transformers 5 that the folder names.
///
/// The class decides, not the file alone: it prepares texts in its own way, so that ids and offsets are those that a
/// comparison with today's Hugging Face shows. A folder that names none of these classes gets SentencePiece's own way.
public enum SentencePieceReading: Sendable, Hashable {
  /// `LlamaTokenizer` and `CodeLlamaTokenizer`: every text as it is, blanks as marks, one in front where `prefix` says so.
  case llama(prefix: Prefix)
  /// `GemmaTokenizer`: every text as it is, blanks as marks, none in front.
  case gemma
  /// `T5Tokenizer`: words between white space, each with a mark in front.
  case t5
  /// As the file itself says: its character map, its blanks, its mark in front.
  case own

  /// Which stretches of text get a mark in front, where they do not begin with a blank.
  public enum Prefix: Sendable, Hashable {
    /// The beginning of the whole text (`legacy` false, as transformers 5 assumes).
    case text
    /// Also what follows a special token (`legacy` true).
    case everyStretch
    case none
  }

  init(_ settings: TokenizerSettings) {
    let isT5 = settings.modelType == "t5" || settings.modelType == "mt5"
    switch settings.className {
    case "LlamaTokenizer", "CodeLlamaTokenizer":
      self = .llama(prefix: !(settings.addsPrefixSpace ?? true) ? .none : settings.isLegacy ? .everyStretch : .text)
    case "GemmaTokenizer": self = .gemma
    case "T5Tokenizer": self = .t5
    case "" where settings.modelType.hasPrefix("gemma"): self = .gemma
    case "" where isT5: self = .t5
    default: self = .own
    }
  }

  /// Whose way it is, and what becomes of blanks, in a line.
  public var sentence: String {
    switch self {
    case .llama(.text):
      "as transformers 5's LlamaTokenizer (legacy: false): a blank in front of a text that begins with none"
    case .llama(.everyStretch):
      "as transformers 5's LlamaTokenizer (legacy: true): a blank in front of each text between special tokens"
    case .llama(.none): "as transformers 5's LlamaTokenizer (add_prefix_space: false): no blank in front"
    case .gemma: "as transformers 5's GemmaTokenizer: blanks as they are, none in front"
    case .t5: "as transformers 5's T5Tokenizer: words between white space, a blank in front of each"
    case .own: "as SentencePiece itself: tokenizer_config.json names no class that reads it otherwise"
    }
  }
}
