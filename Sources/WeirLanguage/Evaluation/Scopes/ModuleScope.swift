import WeirText

/// The top-level names of one program, session, imported file or library module.
///
/// A name that is not bound here is looked up in the library.
final class ModuleScope {
  /// What messages call it: `circuits`, or the path of a file.
  let name: String
  unowned let interpreter: Interpreter
  var machine: Machine { interpreter.machine }
  private var cells: [String: Cell] = [:]
  /// Names that the program bound, in order.
  private(set) var ownNames: [String] = []
  /// For a module of the library: definitions that are made when they are first needed.
  var pending: [String: Statement] = [:]
  private var inProgress: Set<String> = []
  private var noted: Set<String> = []
  /// Whether a name of the library may be bound here without a note: the library does it itself.
  let isLibrary: Bool

  init(_ name: String, interpreter: Interpreter, isLibrary: Bool = false) {
    self.name = name
    self.interpreter = interpreter
    self.isLibrary = isLibrary
  }

  /// The cell of a name, made when it is first mentioned.
  func cell(_ name: String) -> Cell {
    if let cell = cells[name] { return cell }
    let cell = Cell(name, in: self)
    cells[name] = cell
    return cell
  }

  func existing(_ name: String) -> Cell? { cells[name] }

  /// Names that the program itself bound and that are still bound.
  var boundNames: [String] { ownNames.filter { cells[$0]?.isOwn == true } }

  /// All names that a program here could mean.
  var visibleNames: [String] { boundNames + Array(pending.keys) + interpreter.library.names }

  /// Called before a cell takes its first own value.
  func willBind(_ cell: Cell) {
    if !ownNames.contains(cell.name) { ownNames.append(cell.name) }
    guard !isLibrary, interpreter.library.has(cell.name), noted.insert(cell.name).inserted else { return }
    machine.report(.note, RuntimeFact.shadows(cell.name), at: interpreter.bindingSpan)
  }

  /// What a name means that is not bound: a definition of this module that waits, or the library's.
  func inherited(_ name: String) throws -> Value? {
    if let statement = pending[name] { return try define(name, statement) }
    return try interpreter.libraryScopes.value(of: name, notIn: self)
  }

  /// Makes a waiting definition or constant.
  private func define(_ name: String, _ statement: Statement) throws -> Value? {
    guard inProgress.insert(name).inserted else { throw RuntimeFact.ownDefinition(name) }
    defer { inProgress.remove(name) }
    try interpreter.execute(statement, in: self)
    return cells[name]?.storage.pointee
  }

  // MARK: - use

  func use(_ use: Use) throws {
    let module: ModuleObject
    let name: String
    switch use.module {
    case .library(let library):
      module = try interpreter.libraryScopes.module(library.text)
      name = library.text
    case .file(let path, let span):
      module = try interpreter.file(path, usedBy: span)
      name = Self.moduleName(of: path)
    }
    if use.names.isEmpty {
      // `use neurons` is the way to the module of that name, and surprises nobody who also knows the word.
      if case .library(let library) = use.module { noted.insert(library.text) }
      cell(use.alias?.text ?? name).bind(.object(module))
      return
    }
    for wanted in use.names {
      guard let value = try module.member(wanted.text) else {
        let fact = RuntimeFact.notInModule(
          wanted.text, module: "`\(name)`", nearest: Suggestion.best(for: wanted.text, among: module.memberNames))
        throw RuntimeError(Diagnostic(fact, at: wanted.span))
      }
      cell(wanted.text).bind(value)
    }
  }

  /// `lib` for `"tools/lib.weir"`.
  private static func moduleName(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".weir") ? String(file.dropLast(5)) : file
  }
}

/// A module as a value: `circuits.name`, `std.name`.
final class ModuleObject: Object {
  private let title: String
  private let names: () -> [String]
  private let value: (String) throws -> Value?

  init(_ title: String, names: @escaping () -> [String], value: @escaping (String) throws -> Value?) {
    self.title = title
    self.names = names
    self.value = value
  }

  override var typeName: String { "module" }
  override var text: String { "module \(title)" }
  override var summary: String? { "the module `\(title)`" }
  override var memberNames: [String] { names() }
  override func member(_ name: String) throws -> Value? { try value(name) }
}
