import WeirText

/// The library's modules as they are loaded into one interpreter; each is read when one of its names is first used.
final class LibraryScopes {
  private unowned let interpreter: Interpreter
  private var scopes: [String: ModuleScope] = [:]
  private var library: Library { interpreter.library }

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// What a bare name means to everyone; nil when the library does not have it.
  func value(of name: String, notIn asking: ModuleScope) throws -> Value? {
    guard let module = library.module(of: name) else { return name == "std" ? .object(standard) : nil }
    let scope = try scope(module)
    // A module's own name that is not defined is a mistake in the module, not a reason to ask it again.
    guard scope !== asking else { return nil }
    return try scope.cell(name).resolve()
  }

  private lazy var standard = ModuleObject(
    "std", names: { [library] in library.names },
    value: { [unowned self] name in
      guard let module = library.module(of: name) else { return nil }
      return try scope(module).cell(name).resolve()
    })

  /// A module for `use`.
  func module(_ name: String) throws -> ModuleObject {
    guard library.moduleNames.contains(name) else {
      throw RuntimeFact.unknownModule(
        name, nearest: Suggestion.best(for: name, among: library.moduleNames), known: library.moduleNames)
    }
    let names = library.names(in: name)
    return ModuleObject(
      name, names: { names },
      value: { [unowned self] member in
        guard names.contains(member) else { return nil }
        return try scope(name).cell(member).resolve()
      })
  }

  private func scope(_ module: String) throws -> ModuleScope {
    if let scope = scopes[module] { return scope }
    let scope = ModuleScope(module, interpreter: interpreter, isLibrary: true)
    scopes[module] = scope
    let statements = try library.statements(of: module)
    for statement in statements {
      switch statement.kind {
      case .define(let definition): scope.pending[definition.name.text] = statement
      case .assign(let target, _): for name in target.names { scope.pending[name.text] = statement }
      case .use(let use) where module != Library.preludeName: try scope.use(use)
      default: break
      }
    }
    return scope
  }
}
