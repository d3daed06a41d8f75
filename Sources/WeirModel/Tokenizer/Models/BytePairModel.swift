import WeirText

/// Byte-pair encoding: starts from a word's characters and merges the pair of lowest rank until no pair has a merge.
///
/// Of pairs with one rank the leftmost is merged first (Sennrich, Haddow and Birch 2016).
struct BytePairModel: TokenModel {
  let vocabulary: Vocabulary
  let merges: MergeTable
  var options = Options()
  /// Token numbers of characters below `ByteAlphabet.limit`, or -1: all that a byte-level tokenizer ever starts from.
  private let firstTokens: [Int32]

  struct Options: Sendable {
    /// The token for characters that are not in the vocabulary; nil leaves them out.
    var unknown: Int?
    /// Written before every character of a word but the first.
    var continuingPrefix: [UInt8] = []
    /// Written after the last character of a word.
    var endSuffix: [UInt8] = []
    var fusesUnknown = false
    /// Writes characters that are not in the vocabulary as tokens `<0x..>`, one a byte.
    var fallsBackToBytes = false
    /// Takes a word that is in the vocabulary as it is.
    var ignoresMerges = false
  }

  init(vocabulary: Vocabulary, merges: MergeTable, options: Options = Options()) {
    self.vocabulary = vocabulary
    self.merges = merges
    self.options = options
    self.firstTokens = (0..<UInt32(ByteAlphabet.limit)).map { scalar in
      var bytes: [UInt8] = []
      scalar.appendUTF8(to: &bytes)
      return vocabulary.number(of: bytes[...]).map { Int32($0) } ?? -1
    }
  }

  func tokenize(_ text: [UInt32], _ range: Range<Int>, into tokens: inout [ModelToken]) {
    if options.ignoresMerges {
      var content: [UInt8] = []
      for scalar in text[range] { scalar.appendUTF8(to: &content) }
      if let number = vocabulary.number(of: content[...]) {
        return tokens.append(ModelToken(number: number, lower: 0, upper: content.count))
      }
    }
    var word = BytePairWord(capacity: range.count)
    fill(&word, text, range)
    word.mergeAll(by: merges)
    word.appendTokens(to: &tokens)
  }

  /// The characters of a word as tokens.
  private func fill(_ word: inout BytePairWord, _ text: [UInt32], _ range: Range<Int>) {
    var unknownLength = 0
    for index in range {
      if index & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      let scalar = text[index]
      if let number = firstToken(scalar, isFirst: index == range.lowerBound, isLast: index == range.upperBound - 1) {
        flush(&word, &unknownLength)
        word.append(number, length: scalar.utf8Length)
        continue
      }
      if options.fallsBackToBytes, appendBytes(of: scalar, to: &word) { continue }
      guard options.unknown != nil else { continue }
      if !options.fusesUnknown { flush(&word, &unknownLength) }
      unknownLength += scalar.utf8Length
    }
    flush(&word, &unknownLength)
  }

  private func flush(_ word: inout BytePairWord, _ unknownLength: inout Int) {
    if unknownLength > 0, let unknown = options.unknown { word.append(Int32(unknown), length: unknownLength) }
    unknownLength = 0
  }

  private func firstToken(_ scalar: UInt32, isFirst: Bool, isLast: Bool) -> Int32? {
    let isPlain = (isFirst || options.continuingPrefix.isEmpty) && (!isLast || options.endSuffix.isEmpty)
    if isPlain, scalar < ByteAlphabet.limit {
      let number = firstTokens[Int(scalar)]
      return number < 0 ? nil : number
    }
    var content = isFirst ? [] : options.continuingPrefix
    scalar.appendUTF8(to: &content)
    if isLast { content += options.endSuffix }
    return vocabulary.number(of: content[...]).map { Int32($0) }
  }

  /// Appends the tokens of a character's bytes, if the vocabulary has them all.
  private func appendBytes(of scalar: UInt32, to word: inout BytePairWord) -> Bool {
    var bytes: [UInt8] = []
    scalar.appendUTF8(to: &bytes)
    var numbers: [Int32] = []
    for byte in bytes {
      guard let number = vocabulary.number(of: ByteToken.name(byte)[...]) else { return false }
      numbers.append(Int32(number))
    }
    for number in numbers { word.append(number, length: 1) }
    return true
  }
}
