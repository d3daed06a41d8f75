// The names that a program binds, for `:why`, `:save` and staleness: a walk over its syntax.

import WeirLanguage

enum Names {
  /// Names that its top-level statements bind anew: what they were before does not matter.
  static func defined(by program: Program) -> Set<String> {
    var names: Set<String> = []
    for statement in program.statements {
      switch statement.kind {
      case .assign(let target, _): names.formUnion(target.names.map(\.text))
      case .define(let definition): names.insert(definition.name.text)
      case .use(let use): names.formUnion(use.boundNames)
      case .param(let declaration): names.insert(declaration.name.text)
      default: break
      }
    }
    return names
  }

  /// Names that it may change: those that it defines, and those assigned in part or inside loops and branches.
  static func assigned(by program: Program) -> Set<String> {
    defined(by: program).union(assigned(in: program.statements))
  }

  private static func assigned(in statements: [Statement]) -> Set<String> {
    var names: Set<String> = []
    for statement in statements {
      switch statement.kind {
      case .assign(let target, _): names.formUnion(target.names.map(\.text))
      case .assignPlace(let place, _): if let root = root(of: place) { names.insert(root) }
      case .forEach(_, _, let block), .whileTrue(_, let block): names.formUnion(assigned(in: block.statements))
      case .expression(let expression, _): names.formUnion(assigned(in: expression))
      default: break
      }
    }
    return names
  }

  private static func assigned(in expression: Expression) -> Set<String> {
    switch expression.kind {
    case .conditional(_, let then, let otherwise):
      assigned(in: then.statements).union(assigned(in: otherwise?.statements ?? []))
    case .block(let block), .with(_, let block): assigned(in: block.statements)
    default: []
    }
  }

  private static func root(of place: Expression) -> String? {
    switch place.kind {
    case .name(let name): name
    case .index(let base, _), .member(let base, _): root(of: base)
    default: nil
    }
  }
}
