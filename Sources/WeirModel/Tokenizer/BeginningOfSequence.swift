/// Whether a text gets a beginning-of-sequence token in front.
public enum BeginningOfSequence: Sendable, Hashable {
  /// As the field does for the family: GPT-2, Llama, Gemma yes; Pythia, Qwen, BLOOM, Phi no.
  case habit
  case always
  case never
}

extension Tokenizer {
  /// Cuts a text into tokens for a model, framed as the model expects.
  ///
  /// A beginning-of-sequence token stands in front at most once, whether the tokenizer adds it, the habit asks for it, or
  /// the text itself begins with it. Encoders get the frame that their tokenizer makes (`[CLS] ... [SEP]`).
  /// - Returns: the tokens, and whether a beginning-of-sequence token is among them at the front.
  public func encode(
    _ text: String, for configuration: ModelConfiguration, beginning: BeginningOfSequence = .habit
  ) throws(TokenizerProblem) -> (encoding: Encoding, hasBeginning: Bool) {
    var encoding = try encode(text)
    guard let token = beginningToken(configuration) else { return (encoding, false) }
    let isThere = encoding.ids.first == token
    let isWanted =
      switch beginning {
      case .always: true
      case .never: false
      case .habit: configuration.stack == .decoder ? configuration.special.prependsBeginning : isThere
      }
    if isWanted, !isThere {
      encoding.ids.insert(token, at: 0)
      encoding.offsets.insert(0..<0, at: 0)
    } else if !isWanted, isThere, encoding.offsets[0].isEmpty {
      // The tokenizer added it; one that the text itself begins with stays.
      encoding.ids.removeFirst()
      encoding.offsets.removeFirst()
    }
    return (encoding, encoding.ids.first == token)
  }

  /// The token that begins a sequence: the tokenizer's own, else the configuration's, else the one that ends it.
  public func beginningToken(_ configuration: ModelConfiguration) -> Int? {
    roles.beginning ?? roles.classifier ?? configuration.special.beginning ?? roles.end
      ?? configuration.special.end.first
  }
}
