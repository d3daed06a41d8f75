/// The names that a program reads from outside of itself, by when it reads them.
///
/// A function reads what its body names when it is called, which may be after those names got other values.
public struct FreeNames: Sendable {
  /// Names that its statements read while they run, through functions of its own too.
  public private(set) var read: Set<String> = []
  /// The names that functions read which it binds, by the name that each is bound to.
  public private(set) var functions: [String: Set<String>] = [:]

  /// Reads the syntax of a program.
  public init(of program: Program) {
    let walk = Walk()
    var bound: Set<String> = []
    for statement in program.statements {
      switch statement.kind {
      case .define(let definition):
        functions[definition.name.text] = Walk.names { $0.enter(definition) }
      case .assign(let target, let value) where target.names.count == 1 && Self.isFunction(value):
        functions[target.names[0].text] = Walk.names { $0.enter(value, []) }
      default: walk.enter(statement, &bound)
      }
    }
    read = walk.names
    var rest = Array(read)
    while let name = rest.popLast() {
      guard let inner = functions[name] else { continue }
      read.remove(name)
      rest += inner.subtracting(bound).filter { read.insert($0).inserted }
    }
  }

  /// Whether a value is a function, another name that may be one, or a list or record of such.
  private static func isFunction(_ value: Expression) -> Bool {
    switch value.kind {
    case .lambda, .name: true
    case .list(let elements): !elements.isEmpty && elements.allSatisfy { isFunction($0.value) }
    case .record(let fields): !fields.isEmpty && fields.allSatisfy { isFunction($0.value) }
    default: false
    }
  }

  /// Collects names, knowing at each place which ones are bound there.
  private final class Walk {
    private(set) var names: Set<String> = []

    static func names(_ body: (Walk) -> Void) -> Set<String> {
      let walk = Walk()
      body(walk)
      return walk.names
    }

    func enter(_ statement: Statement, _ bound: inout Set<String>) {
      switch statement.kind {
      case .define(let definition):
        bound.insert(definition.name.text)
        names.formUnion(Walk.names { $0.enter(definition) }.subtracting(bound))
      case .assign(let target, let value):
        enter(value, bound)
        bound.formUnion(target.names.map(\.text))
      case .forEach(let target, let items, let block):
        enter(items, bound)
        enter(block.statements, bound.union(target.names.map(\.text)))
      case .use(let use): bound.formUnion(use.boundNames)
      case .param(let declaration):
        enter(declaration.defaultValue, bound)
        bound.insert(declaration.name.text)
      default:
        let known = bound
        SyntaxVisitor.children(
          of: statement, expression: { enter($0, known) }, block: { enter($0.statements, known) })
      }
    }

    func enter(_ definition: Definition) {
      let inside = Set(definition.parameters.map(\.name.text) + [definition.name.text])
      definition.parameters.forEach { parameter in parameter.defaultValue.map { enter($0, inside) } }
      switch definition.body {
      case .expression(let value): enter(value, inside)
      case .block(let block): enter(block.statements, inside)
      case .native: break
      }
    }

    func enter(_ expression: Expression, _ bound: Set<String>) {
      switch expression.kind {
      case .name(let name): if !bound.contains(name) { names.insert(name) }
      case .lambda(let parameters, let body):
        let inside = bound.union(parameters.map(\.name.text))
        parameters.forEach { parameter in parameter.defaultValue.map { enter($0, inside) } }
        enter(body, inside)
      case .comprehension(let value, let clauses):
        var inside = bound
        for clause in clauses {
          enter(clause.content, inside)
          if case .each(let target, _) = clause { inside.formUnion(target.names.map(\.text)) }
        }
        enter(value, inside)
      default:
        SyntaxVisitor.children(
          of: expression, expression: { enter($0, bound) }, block: { enter($0.statements, bound) })
      }
    }

    private func enter(_ statements: [Statement], _ bound: Set<String>) {
      var bound = bound
      for statement in statements { enter(statement, &bound) }
    }
  }
}
