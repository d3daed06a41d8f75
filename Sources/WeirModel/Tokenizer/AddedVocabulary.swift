import WeirText

/// The added tokens of a tokenizer and the search for them.
struct AddedVocabulary: Sendable {
  let tokens: [AddedToken]
  private let indices: [Int: Int]
  private let numbers: [String: Int]
  private let specialContents: Set<String>
  /// Tokens looked for in the text as given, and in the normalised text.
  private let plain: TokenSearch
  private let normalized: TokenSearch
  /// What a normalised token looks like after normalisation, where that differs.
  private let normalizedContents: [Int: String]

  init(
    _ tokens: [AddedToken], normalize: (AlignedText) throws(TokenizerProblem) -> AlignedText
  ) throws(TokenizerProblem) {
    // Of two tokens with one content, or with one number, the later counts.
    var byContent: [String: AddedToken] = [:]
    for token in tokens where !token.content.isEmpty { byContent[token.content] = token }
    var byNumber: [Int: AddedToken] = [:]
    for token in tokens where byContent[token.content] == token { byNumber[token.number] = token }
    self.tokens = byNumber.values.sorted { $0.number < $1.number }
    self.numbers = byContent.mapValues(\.number)
    self.specialContents = Set(self.tokens.filter(\.isSpecial).map(\.content))
    var indices: [Int: Int] = [:]
    var normalizedContents: [Int: String] = [:]
    var plain = TokenSearch()
    var normalized = TokenSearch()
    for (index, token) in self.tokens.enumerated() {
      indices[token.number] = index
      let original = AlignedText(token.content)
      if token.isNormalized {
        // A token of blanks alone, of which a normaliser leaves nothing, is looked for as it is.
        let normalizedForm = try normalize(original)
        let form = normalizedForm.count == 0 ? original : normalizedForm
        normalized.insert(form.scalars, index)
        if form.scalars != original.scalars { normalizedContents[token.number] = form.string }
      } else {
        plain.insert(original.scalars, index)
      }
    }
    self.indices = indices
    self.normalizedContents = normalizedContents
    self.plain = plain
    self.normalized = normalized
  }

  /// The content of an added token as decoders see it, or nil.
  func content(of number: Int) -> String? {
    indices[number].map { normalizedContents[number] ?? tokens[$0].content }
  }

  func token(of number: Int) -> AddedToken? { indices[number].map { tokens[$0] } }

  func number(of content: String) -> Int? { numbers[content] }

  func isSpecial(_ content: String) -> Bool { specialContents.contains(content) }

  /// Cuts the tokens out of a text and normalises what lies between them.
  func extract(
    _ text: AlignedText, normalize: (AlignedText) throws(TokenizerProblem) -> AlignedText
  ) throws(TokenizerProblem) -> PieceText {
    var pieces = PieceText(text)
    pieces.split { scalars, range, parts in find(plain, scalars, range, &parts) }
    try pieces.rewrite(normalize)
    pieces.split { scalars, range, parts in find(normalized, scalars, range, &parts) }
    return pieces
  }

  private func find(
    _ search: TokenSearch, _ text: [UInt32], _ range: Range<Int>, _ parts: inout [PieceText.Piece]
  ) {
    var covered = range.lowerBound
    var position = range.lowerBound
    while let match = search.next(text, position..<range.upperBound) {
      position = match.upper
      let token = tokens[match.token]
      if token.isSingleWord {
        let touchesBefore = match.lower > range.lowerBound && CharacterClass.isWord(text[match.lower - 1])
        let touchesAfter = match.upper < range.upperBound && CharacterClass.isWord(text[match.upper])
        if touchesBefore || touchesAfter { continue }
      }
      var (lower, upper) = (match.lower, match.upper)
      if token.stripsLeft {
        while lower > range.lowerBound, CharacterClass.isSpace(text[lower - 1]) { lower -= 1 }
        lower = max(lower, covered)
      }
      if token.stripsRight {
        while upper < range.upperBound, CharacterClass.isSpace(text[upper]) { upper += 1 }
      }
      if covered < lower { parts.append(PieceText.Piece(covered, lower)) }
      parts.append(PieceText.Piece(lower, upper, token: token.number))
      covered = upper
    }
    if covered != range.upperBound { parts.append(PieceText.Piece(covered, range.upperBound)) }
  }
}

/// Finds the leftmost of several texts, of those that begin at one place the longest.
struct TokenSearch: Sendable {
  /// Children of trie nodes: node in the upper half of the key, scalar in the lower.
  private var children: [UInt64: Int] = [:]
  /// The token that ends at a node, or -1; node 0 is the root.
  private var ends: [Int] = [-1]
  private var firstScalars: Set<UInt32> = []

  mutating func insert(_ scalars: [UInt32], _ token: Int) {
    guard let first = scalars.first else { return }
    firstScalars.insert(first)
    var node = 0
    for scalar in scalars {
      let key = UInt64(node) << 32 | UInt64(scalar)
      if let child = children[key] {
        node = child
      } else {
        children[key] = ends.count
        node = ends.count
        ends.append(-1)
      }
    }
    ends[node] = token
  }

  func next(_ text: [UInt32], _ range: Range<Int>) -> (lower: Int, upper: Int, token: Int)? {
    guard !firstScalars.isEmpty else { return nil }
    for start in range {
      if start & 0xFFFF == 0, Interrupt.isRequested { break }
      if let found = match(text, start..<range.upperBound) { return (start, found.upper, found.token) }
    }
    return nil
  }

  /// Where the longest of the texts that begin at a place ends.
  func longestMatch(_ text: [UInt32], at start: Int) -> Int? { match(text, start..<text.count)?.upper }

  private func match(_ text: [UInt32], _ range: Range<Int>) -> (upper: Int, token: Int)? {
    guard firstScalars.contains(text[range.lowerBound]) else { return nil }
    var node = 0
    var found: (upper: Int, token: Int)?
    for index in range {
      guard let child = children[UInt64(node) << 32 | UInt64(text[index])] else { break }
      node = child
      if ends[node] >= 0 { found = (index + 1, ends[node]) }
    }
    return found
  }
}
