// Operators by precedence, on two stacks: neither long chains nor prefixes take machine stack.

import WeirText

/// A finished operand and the height of its tree.
struct Operand {
  let expression: Expression
  let height: Int
}

/// An operator that waits for its right side.
struct PendingOperator {
  enum Kind {
    case or, and, not, negate
    case comparison(ComparisonOperator)
    case range(isClosed: Bool)
    /// `..<n` inside an index.
    case rangeWithoutLower(isClosed: Bool)
    case arithmetic(BinaryOperator)
  }

  let kind: Kind
  let level: Level
  /// Where a prefix begins.
  let lower: Int

  /// How tightly operators bind, loosest first.
  enum Level: Int {
    case or, and, not, comparison, range, sum, product, negation, power
  }

  init(_ kind: Kind, _ level: Level, lower: Int = 0) {
    self.kind = kind
    self.level = level
    self.lower = lower
  }
}

extension Parser {
  /// An operation; inside an index a range may lack an end.
  mutating func operation(isIndex: Bool = false) throws(Failure) -> Expression {
    try descend()
    let (operandBase, operatorBase) = (operands.count, operators.count)
    repeat {
      try prefixes(isIndex: isIndex, base: operatorBase)
      let operand = try postfix()
      operands.append(Operand(expression: operand, height: height))
    } while try takeOperator(isIndex: isIndex, base: operatorBase)
    while operators.count > operatorBase { try reduce(base: operatorBase) }
    let result = operands.removeLast()
    operands.removeSubrange(operandBase...)
    height = result.height
    depth -= 1
    return result.expression
  }

  /// Takes the operator after an operand; false when the operation ends.
  private mutating func takeOperator(isIndex: Bool, base: Int) throws(Failure) -> Bool {
    if kind == .openRange {
      try openRange(isIndex: isIndex, base: base)
      return false
    }
    guard let pending = binaryOperator() else { return false }
    try makeRoom(for: pending, base: base)
    advance()
    if case .comparison(.isNotIn) = pending.kind { advance() }
    if isIndex, case .range = pending.kind, kind == .comma || kind == .rightBracket {
      throw fail(.closedRangeWithoutEnd, span(of: token(index - 1)))
    }
    continueLine()
    operators.append(pending)
    return true
  }

  private mutating func prefixes(isIndex: Bool, base: Int) throws(Failure) {
    while true {
      let token = current
      switch token.kind {
      case .minus: operators.append(PendingOperator(.negate, .negation, lower: token.lower))
      case .wordNot:
        if operators.count > base, let top = operators.last, top.level.rawValue > PendingOperator.Level.not.rawValue {
          throw fail(.notNeedsParentheses)
        }
        operators.append(PendingOperator(.not, .not, lower: token.lower))
      case .halfOpenRange where isIndex && operators.count == base:
        operators.append(PendingOperator(.rangeWithoutLower(isClosed: false), .range, lower: token.lower))
      case .ellipsis where isIndex && (nextKind == .comma || nextKind == .rightBracket): throw fail(.ellipsisIndex)
      case .ellipsis where isIndex && operators.count == base:
        operators.append(PendingOperator(.rangeWithoutLower(isClosed: true), .range, lower: token.lower))
      case .openRange where isIndex: throw fail(.openRangeWithEnd)
      case .plus: throw fail(.unaryPlus)
      default: return
      }
      advance()
      continueLine()
    }
  }

  private func binaryOperator() -> PendingOperator? {
    switch kind {
    case .wordOr: PendingOperator(.or, .or)
    case .wordAnd: PendingOperator(.and, .and)
    case .equal: PendingOperator(.comparison(.equal), .comparison)
    case .notEqual: PendingOperator(.comparison(.notEqual), .comparison)
    case .less: PendingOperator(.comparison(.less), .comparison)
    case .lessOrEqual: PendingOperator(.comparison(.lessOrEqual), .comparison)
    case .greater: PendingOperator(.comparison(.greater), .comparison)
    case .greaterOrEqual: PendingOperator(.comparison(.greaterOrEqual), .comparison)
    case .wordIn: PendingOperator(.comparison(.isIn), .comparison)
    case .wordNot where nextKind == .wordIn: PendingOperator(.comparison(.isNotIn), .comparison)
    case .halfOpenRange: PendingOperator(.range(isClosed: false), .range)
    case .ellipsis: PendingOperator(.range(isClosed: true), .range)
    case .plus: PendingOperator(.arithmetic(.add), .sum)
    case .minus: PendingOperator(.arithmetic(.subtract), .sum)
    case .star: PendingOperator(.arithmetic(.multiply), .product)
    case .slash: PendingOperator(.arithmetic(.divide), .product)
    case .doubleSlash: PendingOperator(.arithmetic(.floorDivide), .product)
    case .percent: PendingOperator(.arithmetic(.remainder), .product)
    case .at: PendingOperator(.arithmetic(.matrix), .product)
    case .caret: PendingOperator(.arithmetic(.power), .power)
    default: nil
    }
  }

  /// Finishes what binds at least as tightly as an operator that follows.
  private mutating func makeRoom(for next: PendingOperator, base: Int) throws(Failure) {
    while operators.count > base, let top = operators.last {
      if top.level == next.level {
        if next.level == .range { throw fail(.rangeWithThreeEnds) }
        // Powers group to the right; comparisons chain, and are finished together.
        if next.level == .power || next.level == .comparison { return }
      } else if top.level.rawValue < next.level.rawValue {
        return
      }
      try reduce(base: base)
    }
  }

  /// `2..` inside an index; the operand before it has just been read.
  private mutating func openRange(isIndex: Bool, base: Int) throws(Failure) {
    guard isIndex else { throw fail(.openRangeOutsideIndex) }
    let mark = current
    advance()
    guard kind == .comma || kind == .rightBracket else {
      throw kind == .end ? unexpected("`]`") : fail(.openRangeWithEnd, span(of: mark))
    }
    while operators.count > base, let top = operators.last, top.level.rawValue > PendingOperator.Level.range.rawValue {
      try reduce(base: base)
    }
    if operators.count > base { throw fail(.rangeWithThreeEnds, span(of: mark)) }
    let lower = operands.removeLast()
    let span = Span(source, lower.expression.span.lower, mark.upper)
    let range = try node(.range(lower: lower.expression, upper: nil, isClosed: false), span, parts: lower.height)
    operands.append(Operand(expression: range, height: height))
  }

  /// Gives the topmost operator its operands.
  private mutating func reduce(base: Int) throws(Failure) {
    let pending = operators.removeLast()
    let right = operands.removeLast()
    switch pending.kind {
    case .not: try push(.not(right.expression), from: pending.lower, right)
    case .negate: try push(.negate(right.expression), from: pending.lower, right)
    case .rangeWithoutLower(let isClosed):
      try push(.range(lower: nil, upper: right.expression, isClosed: isClosed), from: pending.lower, right)
    case .or: try pushBinary(right) { .either($0, $1) }
    case .and: try pushBinary(right) { .both($0, $1) }
    case .range(let isClosed): try pushBinary(right) { .range(lower: $0, upper: $1, isClosed: isClosed) }
    case .arithmetic(let op): try pushBinary(right) { .binary(op, $0, $1) }
    case .comparison(let op): try reduceComparisons(last: op, right, base: base)
    }
  }

  private mutating func push(_ kind: Expression.Kind, from lower: Int, _ operand: Operand) throws(Failure) {
    let span = Span(source, lower, operand.expression.span.upper)
    operands.append(Operand(expression: try node(kind, span, parts: operand.height), height: height))
  }

  private mutating func pushBinary(
    _ right: Operand, _ make: (Expression, Expression) -> Expression.Kind
  ) throws(Failure) {
    let left = operands.removeLast()
    let span = left.expression.span.joined(with: right.expression.span)
    let kind = make(left.expression, right.expression)
    operands.append(
      Operand(expression: try node(kind, span, parts: max(left.height, right.height)), height: height))
  }

  /// `a < b <= c`, finished together.
  private mutating func reduceComparisons(
    last: ComparisonOperator, _ right: Operand, base: Int
  ) throws(Failure) {
    var comparisons = [last]
    var chain = [right, operands.removeLast()]
    while operators.count > base, case .comparison(let op)? = operators.last?.kind {
      operators.removeLast()
      comparisons.append(op)
      chain.append(operands.removeLast())
    }
    let expressions = chain.reversed().map(\.expression)
    let span = Span(source, chain[chain.count - 1].expression.span.lower, right.expression.span.upper)
    let tallest = chain.map(\.height).max() ?? 0
    let comparison = try node(.comparison(expressions, comparisons.reversed()), span, parts: tallest)
    operands.append(Operand(expression: comparison, height: height))
  }
}
