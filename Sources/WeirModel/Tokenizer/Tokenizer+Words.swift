extension Tokenizer {
  /// A tokenizer of whole words with white space between them; a word's number is its place in the list.
  public convenience init(words: [String]) throws(TokenizerProblem) {
    var vocabulary = Vocabulary(capacity: words.count)
    for (number, word) in words.enumerated() { vocabulary.insert(word, number) }
    try self.init(
      added: [], normalizer: nil, preTokenizer: .whitespaceSplit,
      model: WordLevelModel(vocabulary: vocabulary, unknown: nil), postProcessor: nil, decoder: nil)
  }
}
