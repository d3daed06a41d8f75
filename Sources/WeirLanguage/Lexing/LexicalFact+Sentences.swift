// What the lexer says: one code, sentence, caret label and remedy for each fact.

extension LexicalFact {
  var code: String {
    switch self {
    case .invalidCharacter: "E0001"
    case .lookalike: "E0002"
    case .unclosedString: "E0003"
    case .unclosedTripleString: "E0004"
    case .unknownEscape: "E0005"
    case .malformedUnicodeEscape: "E0006"
    case .tripleIndentation: "E0007"
    case .numberWithLetters: "E0008"
    case .numberWithTwoDots: "E0009"
    case .missingDigits: "E0010"
    case .misplacedUnderscore: "E0011"
    case .numberTooLarge: "E0012"
    case .componentTooLarge: "E0013"
    case .componentArithmetic: "E0014"
    case .componentRange: "E0015"
    case .continuationMark: "E0016"
    case .textTooLong: "E0017"
    case .nestedTooDeep: "E0018"
    case .formatString: "E0101"
    case .singleQuotes: "E0102"
    case .foreignOperator: "E0103"
    case .compoundAssignment: "E0104"
    case .increment: "E0105"
    }
  }

  var message: String {
    switch self {
    case .invalidCharacter(let scalar): "\(LexicalFact.describe(scalar)) means nothing here"
    case .lookalike(let found, let instead):
      instead == " " ? "\(found) is not a plain space" : "`\(found)` looks like `\(instead)` but is another character"
    case .unclosedString: "this string is not closed on its line"
    case .unclosedTripleString: "this string is never closed"
    case .unknownEscape(let text): "`\(text)` is not an escape"
    case .malformedUnicodeEscape(let text): "`\(text)` names no Unicode character"
    case .tripleIndentation: "this line begins further left than the closing `\"\"\"`"
    case .numberWithLetters(let digits, let letters): "the number `\(digits)` runs into `\(letters)`"
    case .numberWithTwoDots(let text): "`\(text)` has more than one dot"
    case .missingDigits(let text, _): "`\(text)` lacks digits on one side of its dot"
    case .misplacedUnderscore(let text): "`_` stands only between two digits, not as in `\(text)`"
    case .numberTooLarge(let text): "`\(text)` is larger than any number"
    case .componentTooLarge(let text): "`\(text)` names a layer, head or neuron that no model has"
    case .componentArithmetic(let text, _): "`\(text)` is a set of components, not a product"
    case .componentRange(let text): "`\(text)` is not a component"
    case .continuationMark: "a line needs no `\\` to go on"
    case .textTooLong(let count): "this text has \(count) bytes, more than Weir reads"
    case .nestedTooDeep(let limit): "strings stand in each other more than \(limit) deep"
    case .formatString(let prefix): "strings need no `\(prefix)` in front"
    case .singleQuotes: "strings stand in double quotes"
    case .foreignOperator(let found, _): "`\(found)` is not an operator of Weir"
    case .compoundAssignment(_, let operation): "there is no `\(operation)=`"
    case .increment(_, let operation): "there is no `\(operation)\(operation)`"
    }
  }

  var label: String {
    switch self {
    case .unclosedString, .unclosedTripleString: "opened here"
    case .lookalike(let found, let instead) where instead != " ": "\(LexicalFact.codePoints(found))"
    default: ""
    }
  }

  var help: [String] {
    switch self {
    case .invalidCharacter(let scalar): scalar == "$" ? ["a name stands alone: `name`"] : []
    case .lookalike(_, let instead):
      instead == " " ? ["type an ordinary space"] : ["type `\(instead)`"]
    case .unclosedString: ["close it with `\"`, or write \"\"\" ... \"\"\" for text over several lines"]
    case .unclosedTripleString: ["close it with `\"\"\"`"]
    case .unknownEscape(let text):
      [
        "the escapes are \\n \\t \\\" \\\\ \\u{1F642} and \\(expression)",
        "for a backslash itself write `\\\(text)`, or r\"...\" for text without escapes",
      ]
    case .malformedUnicodeEscape: ["write the code point in 1 to 6 hexadecimal digits: `\\u{1F642}`"]
    case .tripleIndentation:
      ["indent it at least as far as the closing `\"\"\"`, whose indentation is removed from every line"]
    case .numberWithLetters(let digits, let letters): LexicalFact.helpForLetters(digits, letters)
    case .numberWithTwoDots: ["write one dot, as in `0.5`, or `..<` for a range"]
    case .missingDigits(_, let instead): ["write `\(instead)`"]
    case .misplacedUnderscore: ["write it as in `10_000`"]
    case .numberTooLarge: ["the largest is about `1.8e308`"]
    case .componentTooLarge: []
    case .componentArithmetic(let text, let meaning):
      ["for a product write `n_layers * n_heads`, with names for the counts", "`\(text)` alone is \(meaning)"]
    case .componentRange(let text): LexicalFact.helpForComponentRange(text)
    case .continuationMark:
      ["a line goes on inside brackets, after an operator or a comma, and where the next begins with `|>`"]
    case .nestedTooDeep: ["give the inner strings names"]
    case .textTooLong: ["split it into files and join them with `use`"]
    case .formatString(let prefix):
      prefix == "f" ? ["write `\"... \\(value) ...\"`: every string interpolates"] : ["write `\"...\"`"]
    case .singleQuotes(let text): ["write `\"\(text)\"`"]
    case .foreignOperator("&", _): ["write `and`; for masks of tensors `both(a, b)`"]
    case .foreignOperator("|", _): ["write `or`; for masks of tensors `either(a, b)`"]
    case .foreignOperator(_, let instead): ["write `\(instead)`"]
    case .compoundAssignment(let target, let operation): ["write `\(target) = \(target) \(operation) ...`"]
    case .increment(let target, let operation): ["write `\(target) = \(target) \(operation) 1`"]
    }
  }

  private static func helpForLetters(_ digits: String, _ letters: String) -> [String] {
    let lowercase = letters.lowercased()
    if digits == "0", let base = ["x": 16, "b": 2, "o": 8][lowercase.prefix(1)],
      let value = Int(lowercase.dropFirst().filter { $0 != "_" }, radix: base)
    {
      return ["numbers are decimal: write `\(value)`"]
    }
    if lowercase.hasPrefix("e") { return ["an exponent has digits: `\(digits)e-5`"] }
    return ["for a product write `\(digits) * \(letters)`; names begin with a letter"]
  }

  private static func helpForComponentRange(_ text: String) -> [String] {
    let inside = text.dropFirst(2).dropLast(text.hasSuffix("]") ? 1 : 0)
    if !inside.isEmpty, inside.allSatisfy(\.isNumber) { return ["write `L\(inside)`"] }
    return [
      "a literal takes whole numbers: `L[0..<9]`",
      "with computed bounds write `layers(0..<n)` or `heads(layers: 0..<n)`",
    ]
  }

  static func describe(_ scalar: Unicode.Scalar) -> String {
    let printable =
      scalar.value > 0x20 && scalar.value != 0x7F && scalar.properties.generalCategory != .control
      && scalar.properties.generalCategory != .format
    let point = codePoints(String(scalar))
    return printable ? "`\(scalar)` (\(point))" : "the invisible character \(point)"
  }

  /// `U+2212`, for every scalar of a text.
  static func codePoints(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
