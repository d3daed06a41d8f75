// What to type instead, for each fact of the parser.

extension SyntaxFact {
  var help: [String] {
    switch self {
    case .expectedExpression, .unexpected, .endsEarly, .tooManyErrors, .duplicateParameter: []
    case .unclosed(let opening, _): ["close it with `\(SyntaxFact.closer(of: opening))`"]
    case .strayCloser: ["remove it, or open the bracket before"]
    case .missingComma: ["put `,` between them"]
    case .bracketAfterBlank(let head, _, let inside): ["write `\(head)(\(inside))`"]
    case .twoReadings: ["write the one you mean, with its parentheses"]
    case .wordsWithoutQuotes(let head, let words): ["for a text write `\(head) \"\(words)\"`"]
    case .commandInside(let head): ["write `\(head)(...)`", "put `,` between them if they are two values"]
    case .withoutCommaBefore("with", let call):
      ["write `\(call), with: ...`", "for several statements write `with ... { ... }`"]
    case .withoutCommaBefore(let word, let call): ["write `\(call), \(word): ...`"]
    case .missingOperator: ["put an operator, a comma or a new line between them"]
    case .missingBlock(_, let example): ["write `\(example) { ... }`"]
    case .strayElse: ["write `} else {`"]
    case .blockNotHere(let isAfterEquals):
      isAfterEquals
        ? ["for a function with a block leave out `=`: `def f(x) { ... }`", "for a record write `{name: value}`"]
        : [
          "for a record write `{name: value}`",
          "a block stands after a header, after `->`, or as a statement of its own",
        ]
    case .recordFieldNeedsColon(let name): ["write `{\(name): value}`"]
    case .recordShorthand(let names):
      ["write `{\(names.map { "\($0): \($0)" }.joined(separator: ", "))}`, or `[...]` for a list"]
    case .recordKey: ["write `{name: value}` or `{\"any text\": value}`"]
    case .braceInHeader: ["put the record or the inner `if` into parentheses"]
    case .commandInHeader(let head): ["write `\(head)(...)`"]
    case .tuple: ["write `[a, b]` for a list", "several names take several values in `a, b = [1, 2]`"]
    case .notNeedsParentheses: ["write `(not x)`"]
    case .unaryPlus: ["leave it out"]
    case .lambdaNeedsParentheses: ["write `(x -> ...)`"]
    case .pipeTarget: ["write `x |> f`, `x |> f(y)` or `x |> (a -> ...)`"]
    case .emptyIndex: ["write `x[0]`, or `x[:]` for everything"]
    case .interpolationIsEmpty: ["write `\\(name)`, or `\\\\(` for the characters themselves"]
    case .interpolationWithOptions(let text): ["write `\\(format(\(text)))`"]
    case .rangeWithThreeEnds: ["write `a..<b`; for steps use a comprehension"]
    case .openRangeOutsideIndex, .openRangeWithEnd: ["write `a..<b` without the end `b`, or `a...b` with it"]
    case .closedRangeWithoutEnd: ["write `x[2..]` up to the end, `x[..<n]` from the beginning"]
    case .spreadNotHere: ["it stands right after `[`, `{`, `(` or `,`"]
    case .nestedTooDeep: ["give the inner parts names"]
    case .notAssignable(let what):
      what.hasPrefix("the call")
        ? ["to define a function write `def f(x) = ...`"]
        : ["a name, `x[i]` or `r.field` can be assigned", "to compare write `==`"]
    case .componentName: ["choose another name, for instance in lower case"]
    case .componentArithmetic(let text, let meaning):
      ["for a product write `n_layers * n_heads`, with names for the counts", "`\(text)` alone is \(meaning)"]
    case .reservedName(let word): ["choose another name, for instance `\(word)_`"]
    case .assignmentInside(let isCondition):
      isCondition ? ["to compare write `==`"] : ["to compare write `==`", "to assign, give it a line of its own"]
    case .primeInName(let name): ["write `\(name.filter { $0 != "'" })_2`"]
    case .positionalAfterNamed: ["put the arguments without a name first"]
    case .reservedLabel(let head, let word): ["write `\(head)(\(word): ...)`"]
    case .requiredAfterDefault(let name): ["write `\(name) = value`, or put it before those with defaults"]
    case .restNotLast(let name): ["move `...\(name)` to the end"]
    case .definitionNeedsParentheses(let name):
      ["write `def \(name)(x) = ...`", "for a plain value write `\(name) = ...`"]
    case .definitionNotHere(let word):
      word == "def" ? ["write `x -> ...` for a function inside an expression"] : ["give it a line of its own"]
    case .forNeedsIn: ["write `for i in 0..<n { ... }`"]
    case .paramNeedsDefault(let name): ["write `param \(name) = value  ## what it is`"]
    case .saveNeedsTo: ["write `save x to \"file.svg\"`"]
    case .saveOption: ["write `save x to \"file.svg\", title: \"...\"`"]
    case .fileNeedsName(let alias): ["write `use \"...\" as \(alias)`", "or name what you need: `use \"...\": f, g`"]
    case .unknownTypeForm: ["types are words, `tensor[head, query, key]`, `list of string`, `number or none`"]
    case .elif: ["write `else if`"]
    case .foreignValue(_, let instead): ["write `\(instead)`"]
    case .foreignLambda: ["write `x -> x + 1`"]
    case .foreignImport(let name) where ForeignWords.isLibrary(name):
      ["leave it out: `mean`, `softmax`, `sqrt` and the others are there already"]
    case .foreignImport(let name): ["write `use \(name)`, or `use \"file.weir\" as name`"]
    case .ternary: ["write `if c { a } else { b }`"]
    case .colonAfterHeader(let header): ["write `\(header) { ... }`"]
    case .slice(let text), .steppedSlice(let text): ["write `\(text)`"]
    case .questionMark(let name):
      ["in a script write `help(\(name.isEmpty ? "name" : name))`", "for a choice write `if c { a } else { b }`"]
    case .keywordArgument(let name): ["write `\(ForeignWords.parameter(for: name) ?? name): value`"]
    case .generatorArgument: ["write `f([e for x in xs])`"]
    case .foreignDeclaration(_, let instead): ["write `\(instead)`"]
    case .foreignComment(let instead): ["write `# \(instead)`"]
    case .shellCommand: ["type it at the prompt"]
    case .foreignIs(let negated): ["write `\(negated ? "!=" : "==")`"]
    case .foreignStatement(let word): ForeignWords.advice(forStatement: word) ?? []
    case .foreignSpread(let name): ["write `...\(name)`"]
    case .annotatedName(let name): ["write `\(name) = ...`; types stand in the head of a `def`"]
    case .parenthesisedTarget(let names): ["write `for \(names) in ... { ... }`"]
    case .recordComprehension: ["write `record([[name, value] for x in xs])`"]
    case .foreignSet: ["write `[a, b]` for a list, `unique(xs)` for each item once"]
    case .foreignWith:
      ["write `text = read_text(\"file.txt\")` to read a file", "`with e { ... }` puts interventions in force"]
    case .ellipsisIndex: ["write `x[axis: 0]`, or `x[:, 0]`"]
    }
  }

  private static func closer(of opening: String) -> String {
    switch opening {
    case "(", "\\(": ")"
    case "[": "]"
    default: "}"
    }
  }
}
