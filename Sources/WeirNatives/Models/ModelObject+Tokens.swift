// Texts into tokens by the model's own habits, and tokens back into text.

import WeirModel

extension ModelObject {
  /// The token that begins a sequence.
  var beginning: Int? { (try? tokenizer())?.beginningToken(configuration) ?? configuration.special.beginning }

  /// A text's tokens, framed as the model expects or as the caller says.
  func tokens(of text: String, _ beginning: BeginningOfSequence) throws -> [Int] {
    let ids = try tokenizer().encode(text, for: configuration, beginning: beginning).encoding.ids
    // A beginning alone is no prompt: whoever wants it writes `tokens([0])`.
    guard !text.isEmpty else { throw NativeProblem.emptyPrompt }
    return ids
  }

  /// The token that a text is alone.
  /// - Throws: `NativeProblem.notOneToken`.
  func singleToken(_ text: String) throws -> Int {
    try tokenizer().singleToken(text) { label($0) }
  }
}

extension Tokenizer {
  /// The token that a text is alone; `label` writes the tokens of one that is several.
  /// - Throws: `NativeProblem.notOneToken`.
  public func singleToken(_ text: String, label: (Int) -> String) throws -> Int {
    let ids = try encode(text, addingSpecialTokens: false).ids
    guard ids.count == 1 else {
      let spaced = try encode(" " + text, addingSpecialTokens: false).ids
      throw NativeProblem.notOneToken(
        text, pieces: ids.map(label), suggestion: spaced.count == 1 && !text.hasPrefix(" ") ? " " + text : nil)
    }
    return ids[0]
  }
}
