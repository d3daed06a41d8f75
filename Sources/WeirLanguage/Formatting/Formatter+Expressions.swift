// Expressions. Parentheses, literals and the command form stay as they were written.

import WeirText

extension Formatter {
  mutating func layout(_ expression: Expression) -> Layout {
    guard isParenthesised(expression) else { return bare(expression) }
    hoist(before: expression.span.lower + 1)
    let inner = bare(expression)
    if Formatter.canHug(expression) { return .text("(") + inner + .text(")") }
    return .group(.text("("), .indented(.softLine, inner), .softLine, .text(")"))
  }

  private mutating func bare(_ expression: Expression) -> Layout {
    switch expression.kind {
    case .none: return .text("none")
    case .bool(let value): return .text(value ? "true" : "false")
    case .number, .string: return .text(literal(expression))
    case .component: return .text(componentText(expression))
    case .name(let name): return .text(name)
    case .list(let elements): return list(elements, expression)
    case .record(let fields): return record(fields, expression)
    case .range(let lower, let upper, let isClosed): return range(lower, upper, isClosed)
    case .negate(let operand): return .text("-") + layout(operand)
    case .not(let operand): return .text("not ") + layout(operand)
    case .both, .either, .binary, .comparison: return operation(expression)
    case .call(let callee, let arguments, let isCommand):
      return isCommand ? command(callee, arguments) : call(callee, arguments, to: expression.span.upper - 1)
    case .pipe: return pipe(expression)
    case .index(let base, let subscripts): return index(base, subscripts, to: expression.span.upper - 1)
    case .member(let base, let name): return layout(base) + .text((isNumber(base) ? " ." : ".") + name.text)
    case .conditional: return .group(conditional(expression))
    case .lambda(let parameters, let body): return lambda(parameters, body, from: expression.span.lower)
    case .comprehension(let value, let clauses): return comprehension(value, clauses, expression)
    case .block(let block):
      // Without the `;` it would be a record.
      if block.statements.isEmpty {
        hoist(before: block.span.upper)
        return .text("{ ; }")
      }
      return .group(self.block(block))
    case .with(let value, let body): return .group(.text("with "), layout(value), .text(" "), block(body))
    }
  }

  /// A bare number, which a dot directly behind it would go on.
  private func isNumber(_ expression: Expression) -> Bool {
    guard case .number = expression.kind else { return false }
    return !isParenthesised(expression)
  }

  // MARK: Operators

  private mutating func range(_ lower: Expression?, _ upper: Expression?, _ isClosed: Bool) -> Layout {
    let mark: String
    if let lower, let upper {
      mark = isWrittenWithColon(lower, upper) ? ":" : isClosed ? "..." : "..<"
    } else {
      mark = upper == nil ? ".." : isClosed ? "..." : "..<"
    }
    let left = lower.map { layout($0) } ?? .nothing
    return left + .text(mark) + (upper.map { layout($0) } ?? .nothing)
  }

  /// `x[2:5]`.
  private func isWrittenWithColon(_ lower: Expression, _ upper: Expression) -> Bool {
    guard case .number = lower.kind, case .number = upper.kind, lower.span.upper < upper.span.lower else {
      return false
    }
    return source.bytes[lower.span.upper..<upper.span.lower].contains(Ascii.colon)
  }

  /// A chain of operators that bind alike, broken after the operators.
  private mutating func operation(_ expression: Expression) -> Layout {
    var (operands, operators) = chain(expression)
    let isPower = operators.first == "^"
    let first = layout(operands.removeFirst())
    var rest: [Layout] = []
    for (op, operand) in zip(operators, operands) {
      rest.append(isPower ? .text(op) + layout(operand) : .text(" " + op) + .line + layout(operand))
    }
    return .group(first, .indented(.sequence(rest)))
  }

  private func chain(_ expression: Expression) -> (operands: [Expression], operators: [String]) {
    if case .comparison(let operands, let operators) = expression.kind { return (operands, operators.map(\.rawValue)) }
    var operands: [Expression] = []
    var operators: [String] = []
    var left = expression
    while operands.isEmpty || !isParenthesised(left), let (a, op, b) = Formatter.binary(left),
      operators.isEmpty || Formatter.level(op) == Formatter.level(operators[0])
    {
      operands.append(b)
      operators.append(op)
      left = a
    }
    operands.append(left)
    return (operands.reversed(), operators.reversed())
  }

  private static func binary(_ expression: Expression) -> (Expression, String, Expression)? {
    switch expression.kind {
    case .both(let a, let b): (a, "and", b)
    case .either(let a, let b): (a, "or", b)
    case .binary(let op, let a, let b): (a, op.rawValue, b)
    default: nil
    }
  }

  private static func level(_ op: String) -> Int {
    switch op {
    case "or": 0
    case "and": 1
    case "+", "-": 2
    case "^": 4
    default: 3
    }
  }

  private mutating func pipe(_ expression: Expression) -> Layout {
    var stages: [(target: Expression, call: Expression)] = []
    var left = expression
    while case .pipe(let inner, let into) = left.kind, stages.isEmpty || !isParenthesised(left) {
      stages.append((inner, into))
      left = inner
    }
    stages.reverse()
    var isBroken = false
    var parts: [Layout] = []
    // An entry that begins with `|>` has an empty place before it.
    let begins = left.span.lower == left.span.upper
    let first = begins ? Layout.nothing : layout(left)
    for (index, stage) in stages.enumerated() {
      let target = self.target(stage.call)
      isBroken = isBroken || newlines(from: stage.target.span.upper, to: stage.call.span.lower) > 0
      if begins, index == 0 {
        parts.append(.text("|> ") + target)
      } else {
        parts.append(.line + .text("|> ") + target)
      }
    }
    let whole = first + .indented(.sequence(parts))
    return isBroken ? .brokenGroup(whole) : .group(whole)
  }

  /// The right side of a pipe: a call whose first argument stands on the left.
  private mutating func target(_ call: Expression) -> Layout {
    guard case .call(let callee, let arguments, _) = call.kind else { return layout(call) }
    // A bare function has its own place; a call with arguments ends in its parenthesis.
    if callee.span == call.span { return layout(callee) }
    return self.call(callee, Array(arguments.dropFirst()), to: call.span.upper - 1)
  }

  // MARK: Calls and indices

  private mutating func call(_ callee: Expression, _ arguments: [Argument], to upper: Int) -> Layout {
    let head = layout(callee)
    let list = self.arguments(arguments, from: callee.span.upper, to: upper)
    return head + bracketed("(", ")", list, to: upper)
  }

  private mutating func arguments(
    _ arguments: [Argument], from lower: Int, to upper: Int
  ) -> (items: [BracketItem], closing: [Comment]) {
    items(
      arguments, from: lower, to: upper, place: Formatter.place, layout: { $0.argument($1) },
      canHug: { $0.value.map { Formatter.canHug($0, isOnly: arguments.count == 1) } ?? false })
  }

  mutating func argument(_ argument: Argument) -> Layout {
    switch argument {
    case .positional(let value): layout(value)
    case .named(let name, let value): .text(name.text + ": ") + layout(value)
    case .spread(let value): .text("...") + layout(value)
    }
  }

  private static func place(_ argument: Argument) -> Span {
    switch argument {
    case .positional(let value), .spread(let value): value.span
    case .named(let name, let value): name.span.joined(with: value.span)
    }
  }

  /// Whether an expression looks well as the only one that is broken over lines.
  static func canHug(_ expression: Expression, isOnly: Bool = true) -> Bool {
    switch expression.kind {
    case .list, .record, .comprehension: return isOnly
    case .call(_, _, false): return isOnly
    case .lambda(_, let body):
      if case .block = body.kind { return true }
      return isOnly && canHug(body)
    default: return false
    }
  }

  private mutating func command(_ head: Expression, _ arguments: [Argument]) -> Layout {
    let head = layout(head)
    let first = arguments.first.map(Formatter.place)?.lower ?? 0
    let list = self.arguments(arguments, from: first, to: first)
    let lines = list.items.enumerated().map { index, item -> Layout in
      var line = item.layout
      if index < list.items.count - 1 { line = line + .text(",") }
      for comment in item.above.reversed() { line = .lineComment(comment.span.text) + .hardLine + line }
      return item.after.map { line + .lineComment($0.span.text) } ?? line
    }
    let hasComments = list.items.contains { !$0.above.isEmpty || $0.after != nil }
    let group = Layout.group(.text(" "), .indented(.joined(lines, by: .line)))
    return head + (hasComments ? group : hugging(" ", "", list.items, orElse: group))
  }

  private mutating func index(_ base: Expression, _ subscripts: [Subscript], to upper: Int) -> Layout {
    let head = layout(base)
    let list = items(
      subscripts, from: base.span.upper, to: upper, place: Formatter.place, layout: { $0.item($1) })
    return head + bracketed("[", "]", list, to: upper)
  }

  private mutating func item(_ item: Subscript) -> Layout {
    switch item {
    case .position(let value): layout(value)
    case .all: .text(":")
    case .named(let name, let value): .text(name.text + ": ") + layout(value)
    case .namedAll(let name): .text(name.text + ": :")
    }
  }

  private static func place(_ item: Subscript) -> Span {
    switch item {
    case .position(let value): value.span
    case .all(let span): span
    case .named(let name, let value): name.span.joined(with: value.span)
    case .namedAll(let name): name.span
    }
  }

  // MARK: Lists and records

  private mutating func list(_ elements: [Element], _ expression: Expression) -> Layout {
    let (lower, upper) = inside(bracket: ownToken(of: expression))
    let list = items(
      elements, from: lower, to: upper, place: \.value.span,
      layout: { formatter, element in
        switch element {
        case .value(let value): formatter.layout(value)
        case .spread(let value): .text("...") + formatter.layout(value)
        }
      }, canHug: { Formatter.canHug($0.value, isOnly: elements.count == 1) })
    return bracketed("[", "]", list, to: upper)
  }

  private mutating func record(_ fields: [Field], _ expression: Expression) -> Layout {
    let (lower, upper) = inside(bracket: ownToken(of: expression))
    let list = items(
      fields, from: lower, to: upper, place: Formatter.place,
      layout: { formatter, field in
        switch field {
        case .field(let name, let value): .text(name.span.text + ": ") + formatter.layout(value)
        case .spread(let value): .text("...") + formatter.layout(value)
        }
      })
    return bracketed("{", "}", list, to: upper)
  }

  private static func place(_ field: Field) -> Span {
    switch field {
    case .field(let name, let value): name.span.joined(with: value.span)
    case .spread(let value): value.span
    }
  }

  private mutating func comprehension(
    _ value: Expression, _ clauses: [ComprehensionClause], _ expression: Expression
  ) -> Layout {
    hoist(before: value.span.lower)
    var parts = [layout(value)]
    for clause in clauses {
      switch clause {
      case .each(let target, let items): parts.append(.text("for \(names(target)) in ") + layout(items))
      case .filter(let condition): parts.append(.text("if ") + layout(condition))
      }
    }
    hoist(before: expression.span.upper)
    return .group(.text("["), .indented(.softLine, .joined(parts, by: .line)), .softLine, .text("]"))
  }

  // MARK: Functions, if

  mutating func parameters(_ parameters: [Parameter], at opening: Int) -> Layout {
    let (lower, upper) = inside(bracket: opening)
    let list = items(
      parameters, from: lower, to: upper, place: Formatter.place, layout: { $0.parameter($1) })
    return bracketed("(", ")", list, to: upper)
  }

  private mutating func parameter(_ parameter: Parameter) -> Layout {
    var text = (parameter.isRest ? "..." : "") + parameter.name.text
    if let type = parameter.type { text += ": \(type.kind)" }
    guard let value = parameter.defaultValue else { return .text(text) }
    return .text(text + " = ") + layout(value)
  }

  private static func place(_ parameter: Parameter) -> Span {
    if let value = parameter.defaultValue { return parameter.name.span.joined(with: value.span) }
    return parameter.type.map { parameter.name.span.joined(with: $0.span) } ?? parameter.name.span
  }

  private mutating func lambda(_ parameters: [Parameter], _ body: Expression, from lower: Int) -> Layout {
    let isBare = parameters.count == 1 && isBareParameter(parameters[0])
    let head =
      isBare ? Layout.text(parameters[0].name.text) : self.parameters(parameters, at: parametersToken(from: lower))
    return head + .text(" -> ") + layout(body)
  }

  /// `x -> ...` or `(x) -> ...`, which are written the same.
  private func isBareParameter(_ parameter: Parameter) -> Bool {
    parameter.type == nil && parameter.defaultValue == nil && !parameter.isRest
  }

  private mutating func conditional(_ expression: Expression) -> Layout {
    guard case .conditional(let condition, let then, let otherwise) = expression.kind else { return layout(expression) }
    let head = Layout.text("if ") + layout(condition) + .text(" ") + block(then)
    guard let otherwise else { return head }
    // `else if` has a block without braces.
    if case .expression(let inner, _)? = otherwise.statements.first?.kind, otherwise.span == inner.span {
      return head + .text(" else ") + conditional(inner)
    }
    return head + .text(" else ") + block(otherwise)
  }
}

extension Element {
  var value: Expression {
    switch self {
    case .value(let value), .spread(let value): value
    }
  }
}

extension Argument {
  var value: Expression? {
    switch self {
    case .positional(let value), .named(_, let value): value
    case .spread: nil
    }
  }
}

extension TypeAnnotation.Kind: CustomStringConvertible {
  /// As it is written.
  public var description: String {
    switch self {
    case .named(let name): name
    case .tensor(let axes): "tensor[\(axes.joined(separator: ", "))]"
    case .list(let item): "list of \(item)"
    case .either(let kinds): kinds.map(\.description).joined(separator: " or ")
    }
  }
}
