import WeirText

/// What the parser can find wrong with a program.
enum SyntaxFact: SourceFact {
  // What stands where it cannot.
  case expectedExpression(found: String)
  case unexpected(found: String, expected: String)
  /// A bracket, or a block, whose partner the text lacks.
  case unclosed(String, at: Span)
  case endsEarly(expected: String)
  case strayCloser(String)
  case missingComma
  /// `show [a], title: t`, `print (a + b), c`.
  case bracketAfterBlank(head: String, bracket: String, inside: String)
  /// `f g x`.
  case twoReadings(head: String, argument: String, rest: String)
  /// `run the cat sat`.
  case wordsWithoutQuotes(head: String, words: String)
  /// `loss(run "x")`.
  case commandInside(String)
  /// `run "x" with ablate(h)`.
  case withoutCommaBefore(word: String, call: String)
  case missingOperator(found: String)
  case missingBlock(header: String, example: String)
  case strayElse
  case blockNotHere(isAfterEquals: Bool)
  case recordFieldNeedsColon(String)
  case recordShorthand([String])
  case recordKey(String)
  case braceInHeader
  case commandInHeader(String)
  case tuple
  case notNeedsParentheses
  case unaryPlus
  case lambdaNeedsParentheses
  case pipeTarget
  case emptyIndex
  case interpolationIsEmpty
  case interpolationWithOptions(String)
  case rangeWithThreeEnds
  case openRangeOutsideIndex
  case openRangeWithEnd
  case closedRangeWithoutEnd
  case spreadNotHere
  case nestedTooDeep(Int)
  case tooManyErrors
  // Names and places.
  case notAssignable(String)
  case componentName(String, meaning: String)
  case componentArithmetic(String, meaning: String)
  case reservedName(String)
  case assignmentInside(condition: Bool)
  case primeInName(String)
  // Calls and definitions.
  case positionalAfterNamed
  case reservedLabel(head: String, word: String)
  case requiredAfterDefault(String)
  case restNotLast(String)
  case duplicateParameter(String, first: Span)
  case definitionNeedsParentheses(String)
  case definitionNotHere(String)
  case forNeedsIn
  case paramNeedsDefault(String)
  case saveNeedsTo
  case saveOption
  case fileNeedsName(alias: String)
  case unknownTypeForm(String)
  // Habits from elsewhere.
  case elif
  case foreignValue(String, instead: String)
  case foreignLambda
  case foreignImport(String)
  case ternary
  case colonAfterHeader(String)
  case slice(String)
  /// `x[a:b:n]`.
  case steppedSlice(String)
  case questionMark(after: String)
  case keywordArgument(String)
  case generatorArgument
  case foreignDeclaration(String, instead: String)
  case foreignComment(String)
  case shellCommand(String)
  case foreignIs(negated: Bool)
  /// `try { }`, `switch x { }`.
  case foreignStatement(String)
  /// `f(*xs)`, `def f(*args)`.
  case foreignSpread(String)
  /// `x: int = 3`.
  case annotatedName(String)
  /// `for (i, x) in xs`.
  case parenthesisedTarget(String)
  /// `{x: f(x) for x in xs}`.
  case recordComprehension
  /// `{1, 2}`, `{x for x in xs}`.
  case foreignSet
  /// `with open(f) as g`.
  case foreignWith
  /// `x[..., 0]`.
  case ellipsisIndex
}
