// What the tree leaves to the tokens: parentheses, the spelling of literals, the places of brackets.

import WeirText

extension Formatter {
  /// The first token that begins at or after an offset.
  func token(at offset: Int) -> Int {
    var (low, high) = (0, stream.tokens.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if stream.tokens[middle].lower < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Parentheses around a whole expression are in its span: the first byte opens what the last one closes.
  func isParenthesised(_ expression: Expression) -> Bool {
    let first = token(at: expression.span.lower)
    guard stream.tokens[first].kind == .leftParen, stream.partners[first] >= 0 else { return false }
    return stream.tokens[Int(stream.partners[first])].upper == expression.span.upper
  }

  /// The first token of a literal, list or record, parentheses around it apart.
  func ownToken(of expression: Expression) -> Int {
    var place = token(at: expression.span.lower)
    while stream.tokens[place].kind == .leftParen || stream.tokens[place].kind == .newline { place += 1 }
    return place
  }

  /// A literal as it was written.
  func literal(_ expression: Expression) -> String {
    let first = ownToken(of: expression)
    let last = stream.partners[first] >= 0 ? Int(stream.partners[first]) : first
    return source.text(from: stream.tokens[first].lower, to: stream.tokens[last].upper)
  }

  /// A component as it is written: one token, or `enc`, the dot and the component behind it.
  func componentText(_ expression: Expression) -> String {
    let first = ownToken(of: expression)
    let last = stream.tokens[first].kind == .name ? first + 2 : first
    return source.text(from: stream.tokens[first].lower, to: stream.tokens[last].upper)
  }

  /// The bytes between a bracket and its partner.
  func inside(bracket: Int) -> (lower: Int, upper: Int) {
    let lower = stream.tokens[bracket].upper
    guard stream.partners[bracket] >= 0 else { return (lower, lower) }
    return (lower, stream.tokens[Int(stream.partners[bracket])].lower)
  }

  /// The parenthesis before a lambda's parameters: the first whose partner is followed by `->`.
  func parametersToken(from lower: Int) -> Int {
    var place = token(at: lower)
    while place < stream.tokens.count - 1 {
      let partner = Int(stream.partners[place])
      if stream.tokens[place].kind == .leftParen, partner >= 0, stream.tokens[partner + 1].kind == .arrow { break }
      place += 1
    }
    return place
  }
}
