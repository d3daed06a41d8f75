import WeirText

/// What the lexer can find wrong with a text.
enum LexicalFact: SourceFact, Equatable {
  case invalidCharacter(Unicode.Scalar)
  /// A sign that looks like one of the language: a typographic quote, a minus sign, an arrow.
  case lookalike(String, instead: String)
  case unclosedString
  case unclosedTripleString
  case unknownEscape(String)
  case malformedUnicodeEscape(String)
  case tripleIndentation
  case numberWithLetters(digits: String, letters: String)
  case numberWithTwoDots(String)
  case missingDigits(String, instead: String)
  case misplacedUnderscore(String)
  case numberTooLarge(String)
  case componentTooLarge(String)
  /// `L5H*2`: a grid right before a value.
  case componentArithmetic(String, meaning: String)
  /// `L[0..<n]`, `L[3]`.
  case componentRange(String)
  case continuationMark
  case textTooLong(Int)
  case nestedTooDeep(Int)
  // Habits from elsewhere.
  case formatString(prefix: String)
  case singleQuotes(String)
  case foreignOperator(String, instead: String)
  case compoundAssignment(target: String, operation: String)
  case increment(target: String, operation: String)
}
