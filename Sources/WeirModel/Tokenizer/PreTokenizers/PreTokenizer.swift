import WeirText

/// How a normalised text is cut into words; each case does what the class of its name in Hugging Face tokenizers does.
indirect enum PreTokenizer: Sendable {
  case bert
  /// Writes bytes as visible characters, after cutting by GPT-2's pattern if `usesPattern`.
  case byteLevel(addsPrefixSpace: Bool, usesPattern: Bool)
  case delimiter(UInt32)
  case digits(individually: Bool)
  case fixedLength(Int)
  case metaspace(Metaspace)
  case punctuation(SplitBehavior)
  case sequence([PreTokenizer])
  case split(TokenPattern, SplitBehavior, inverted: Bool)
  /// The same for GPT-2's pattern, which has its own search.
  case splitGPT2
  case whitespace
  case whitespaceSplit

  func apply(_ text: inout PieceText) throws(TokenizerProblem) {
    switch self {
    case .bert:
      Self.split(&text, .removed, at: CharacterClass.isSpace)
      Self.split(&text, .isolated, at: OldUnicode.isPunctuation8)
    case .byteLevel(let addsPrefixSpace, let usesPattern):
      Self.byteLevel(&text, addsPrefixSpace, usesPattern)
    case .delimiter(let delimiter): Self.split(&text, .removed) { $0 == delimiter }
    case .digits(let individually):
      Self.split(&text, individually ? .isolated : .contiguous, at: OldUnicode.isNumeric17)
    case .fixedLength(let length):
      text.split { _, range, pieces in
        for start in stride(from: range.lowerBound, to: range.upperBound, by: length) {
          pieces.append(PieceText.Piece(start, min(start + length, range.upperBound)))
        }
      }
    case .metaspace(let metaspace): metaspace.apply(&text)
    case .punctuation(let behavior): Self.split(&text, behavior, at: OldUnicode.isPunctuation8)
    case .sequence(let parts): for part in parts { try part.apply(&text) }
    case .split(let pattern, let behavior, let inverted):
      try text.split { scalars, range, pieces throws(TokenizerProblem) in
        behavior.split(range, at: try pattern.matches(scalars, range), inverted: inverted, into: &pieces)
      }
    case .splitGPT2: text.split(GPT2Pattern.split)
    case .whitespace: text.split(Self.words)
    case .whitespaceSplit: Self.split(&text, .removed, at: CharacterClass.isSpace)
    }
  }

  /// Cuts at every single character that passes.
  private static func split(
    _ text: inout PieceText, _ behavior: SplitBehavior, at isDelimiter: (UInt32) -> Bool
  ) {
    text.split { scalars, range, pieces in
      let matches = range.filter { isDelimiter(scalars[$0]) }.map { $0..<($0 + 1) }
      behavior.split(range, at: matches, into: &pieces)
    }
  }

  /// Runs of word characters, and runs of what is neither that nor white space.
  private static func words(_ scalars: [UInt32], _ range: Range<Int>, _ pieces: inout [PieceText.Piece]) {
    var start = range.lowerBound
    while start < range.upperBound {
      if pieces.count & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      let isWord = CharacterClass.isWord(scalars[start])
      var end = start + 1
      if !isWord, CharacterClass.isSpace(scalars[start]) {
        start = end
        continue
      }
      while end < range.upperBound, CharacterClass.isWord(scalars[end]) == isWord,
        isWord || !CharacterClass.isSpace(scalars[end])
      {
        end += 1
      }
      pieces.append(PieceText.Piece(start, end))
      start = end
    }
  }

  private static func byteLevel(_ text: inout PieceText, _ addsPrefixSpace: Bool, _ usesPattern: Bool) {
    if addsPrefixSpace {
      text.rewrite { piece in piece.scalars.first == 0x20 ? piece : piece.prepending([0x20]) }
    }
    if usesPattern { text.split(GPT2Pattern.split) }
    text.rewrite { source, range, target in target.appendByteLevel(source, range) }
  }
}

/// Blanks as a visible character that begins words (SentencePiece's `▁`).
struct Metaspace: Sendable {
  /// Where a word gets one in front that has none.
  enum Prepending: String, Sendable {
    case always, first, never
    /// As SentencePiece itself: in front of all of the text, even where it begins with one.
    case beginning
  }

  var replacement: UInt32 = 0x2581
  var prepending = Prepending.always
  var splits = true

  func apply(_ text: inout PieceText) {
    text.rewrite { source, range, target in
      let marked = source.slice(range).mapped { $0 == 0x20 ? replacement : $0 }
      let isMarked = marked.scalars.first == replacement
      let gainsMark =
        switch prepending {
        case .always: !isMarked
        case .first: !isMarked && marked.starts.first == 0
        case .never: false
        case .beginning: range.lowerBound == 0
        }
      let result = gainsMark ? marked.prepending([replacement]) : marked
      target.append(result, 0..<result.count)
    }
    guard splits else { return }
    text.split { scalars, range, pieces in
      let matches = range.filter { scalars[$0] == replacement }.map { $0..<($0 + 1) }
      SplitBehavior.mergedWithNext.split(range, at: matches, into: &pieces)
    }
  }
}
