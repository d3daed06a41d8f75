/// Goes over the parts of statements and expressions, one level at a time.
enum SyntaxVisitor {
  /// Calls back for every expression below some statements, outer ones first.
  static func visit(_ statements: [Statement], _ body: (Expression) -> Void) {
    for statement in statements {
      children(of: statement, expression: { visit($0, body) }, block: { visit($0.statements, body) })
    }
  }

  static func visit(_ expression: Expression, _ body: (Expression) -> Void) {
    body(expression)
    children(of: expression, expression: { visit($0, body) }, block: { visit($0.statements, body) })
  }

  /// The expressions and blocks directly inside a statement, in the order of the text.
  static func children(of statement: Statement, expression: (Expression) -> Void, block: (Block) -> Void) {
    switch statement.kind {
    case .expression(let e, _), .assign(_, let e): expression(e)
    case .assignPlace(let place, let value):
      expression(place)
      expression(value)
    case .define(let definition):
      definition.parameters.forEach { $0.defaultValue.map(expression) }
      switch definition.body {
      case .expression(let e): expression(e)
      case .block(let b): block(b)
      case .native: break
      }
    case .forEach(_, let e, let b), .whileTrue(let e, let b):
      expression(e)
      block(b)
    case .returnValue(let e): e.map(expression)
    case .save(let value, let path, let options):
      expression(value)
      expression(path)
      options.forEach { expression($0.content) }
    case .assert(let e, let message):
      expression(e)
      message.map(expression)
    case .param(let param): expression(param.defaultValue)
    case .breakLoop, .continueLoop, .use: break
    }
  }

  /// The expressions and blocks directly inside an expression, in the order of the text.
  ///
  /// A pipe's left side is the first argument of its call and is met there.
  static func children(of e: Expression, expression: (Expression) -> Void, block: (Block) -> Void) {
    switch e.kind {
    case .none, .bool, .number, .name, .component: break
    case .string(let parts):
      for case .interpolation(let inner) in parts { expression(inner) }
    case .list(let elements): elements.forEach { expression($0.value) }
    case .record(let fields): fields.forEach { expression($0.value) }
    case .range(let lower, let upper, _):
      lower.map(expression)
      upper.map(expression)
    case .negate(let a), .not(let a), .member(let a, _): expression(a)
    case .both(let a, let b), .either(let a, let b), .binary(_, let a, let b):
      expression(a)
      expression(b)
    case .comparison(let operands, _): operands.forEach(expression)
    case .call(let callee, let arguments, _):
      expression(callee)
      arguments.forEach { expression($0.content) }
    case .pipe(_, let into): expression(into)
    case .index(let base, let subscripts):
      expression(base)
      subscripts.forEach { $0.content.map(expression) }
    case .conditional(let condition, let then, let otherwise):
      expression(condition)
      block(then)
      otherwise.map(block)
    case .lambda(let parameters, let body):
      parameters.forEach { $0.defaultValue.map(expression) }
      expression(body)
    case .comprehension(let value, let clauses):
      for clause in clauses { expression(clause.content) }
      expression(value)
    case .block(let b): block(b)
    case .with(let value, let b):
      expression(value)
      block(b)
    }
  }
}

extension Argument {
  var content: Expression {
    switch self {
    case .positional(let value), .named(_, let value), .spread(let value): value
    }
  }
}

extension Field {
  var value: Expression {
    switch self {
    case .field(_, let value), .spread(let value): value
    }
  }
}

extension Subscript {
  var content: Expression? {
    switch self {
    case .position(let value), .named(_, let value): value
    case .all, .namedAll: nil
    }
  }
}

extension ComprehensionClause {
  var content: Expression {
    switch self {
    case .each(_, let value), .filter(let value): value
    }
  }
}
