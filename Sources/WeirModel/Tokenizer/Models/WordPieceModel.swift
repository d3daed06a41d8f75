/// WordPiece: the longest token that begins a word, then the longest that continues it, and so on.
///
/// As in BERT (Devlin et al. 2019, section 3), a word with a part that has no token is unknown as a whole.
struct WordPieceModel: TokenModel {
  let vocabulary: Vocabulary
  let unknown: Int?
  let unknownContent: String
  /// Written before every token of a word but the first.
  let continuingPrefix: [UInt8]
  /// Longer words become the unknown token whole.
  let longestWord: Int

  init(
    vocabulary: Vocabulary, unknown: String = "[UNK]", continuingPrefix: String = "##", longestWord: Int = 100
  ) {
    self.vocabulary = vocabulary
    self.unknown = vocabulary.number(of: unknown)
    self.unknownContent = unknown
    self.continuingPrefix = Array(continuingPrefix.utf8)
    self.longestWord = longestWord
  }

  func tokenize(_ text: [UInt32], _ range: Range<Int>, into tokens: inout [ModelToken]) throws(TokenizerProblem) {
    // Where each character begins in the word's UTF-8.
    var bytes: [UInt8] = []
    var places: [Int] = []
    for scalar in text[range] {
      places.append(bytes.count)
      scalar.appendUTF8(to: &bytes)
    }
    places.append(bytes.count)
    let first = tokens.count
    var start = 0
    while range.count <= longestWord, start < range.count {
      guard let (number, end) = longest(bytes, places, start) else { break }
      tokens.append(ModelToken(number: number, lower: places[start], upper: places[end]))
      start = end
    }
    guard start < range.count else { return }
    tokens.removeSubrange(first...)
    guard let unknown else { throw .unknownCharacter(AlignedText.string(text[range])) }
    tokens.append(ModelToken(number: unknown, lower: 0, upper: bytes.count))
  }

  private func longest(_ bytes: [UInt8], _ places: [Int], _ start: Int) -> (number: Int, end: Int)? {
    for end in stride(from: places.count - 1, to: start, by: -1) {
      let part = bytes[places[start]..<places[end]]
      let number =
        start == 0 ? vocabulary.number(of: part) : vocabulary.number(of: (continuingPrefix + part)[...])
      if let number { return (number, end) }
    }
    return nil
  }
}

/// Whole words only.
struct WordLevelModel: TokenModel {
  let vocabulary: Vocabulary
  let unknown: Int?

  func tokenize(_ text: [UInt32], _ range: Range<Int>, into tokens: inout [ModelToken]) throws(TokenizerProblem) {
    var bytes: [UInt8] = []
    for scalar in text[range] { scalar.appendUTF8(to: &bytes) }
    guard let number = vocabulary.number(of: bytes[...]) ?? unknown else {
      throw .unknownCharacter(AlignedText.string(text[range]))
    }
    tokens.append(ModelToken(number: number, lower: 0, upper: bytes.count))
  }
}
