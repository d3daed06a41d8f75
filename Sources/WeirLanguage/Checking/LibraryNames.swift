import WeirText

/// The names of the standard library, of a session, and of files, as the checker asks for them.
public final class LibraryNames: KnownNames {
  private let library: Library
  /// Names that the session has bound, `args` and `_` among them.
  private let bound: [String]
  private let read: (String, Source) throws -> Source
  private var modulesRead: [String: [String: DeclaredName]] = [:]
  /// What the files define that were used so far; nil for those with errors.
  private var filesRead: [String: [String: DeclaredName]?] = [:]

  /// `read` finds the file that a `use` names, as `Host.module(at:usedBy:)` does.
  public init(_ library: Library, bound: [String] = [], read: @escaping (String, Source) throws -> Source) {
    self.library = library
    self.bound = bound
    self.read = read
  }

  public var names: [String] { library.names + bound }

  public func declared(_ name: String) -> DeclaredName? {
    if bound.contains(name) { return .value }
    guard library.has(name), let module = library.module(of: name) else { return nil }
    return self.module(module)?[name] ?? .value
  }

  public var modules: [String] { library.moduleNames }

  public func module(_ name: String) -> [String: DeclaredName]? {
    if let known = modulesRead[name] { return known }
    guard library.modules.contains(where: { $0.name == name }) else { return nil }
    var names: [String: DeclaredName] = [:]
    // A module that cannot be read is reported where it is run; here its names are known all the same.
    for name in library.names(in: name) { names[name] = .value }
    for declaration in (try? library.declarations(in: name)) ?? [] {
      names[declaration.name] = declaration.signature.map { .function($0) } ?? .value
    }
    modulesRead[name] = names
    return names
  }

  public func file(_ path: String, usedBy source: Source) throws -> [String: DeclaredName] {
    let used = try read(path, source)
    if let known = filesRead[used.name] {
      guard let known else { throw FileFault(diagnostics: []) }
      return known
    }
    do {
      let program = try Parser.parseScript(used)
      let names = DeclaredName.all(in: program)
      // Noted first: files may use each other in a circle, which is reported where they are run.
      filesRead[used.name] = .some(names)
      // Only what `use` runs can go wrong.
      let kept = Program(
        source: used, statements: program.statements.filter(\.isPartOfModule), comments: program.comments)
      let errors = Checker(known: self, subject: .module).check(kept).filter { $0.severity == .error }
      if !errors.isEmpty { throw FileFault(diagnostics: errors) }
      return names
    } catch let error as SyntaxErrors {
      filesRead[used.name] = .some(nil)
      throw FileFault(diagnostics: error.diagnostics)
    } catch {
      filesRead[used.name] = .some(nil)
      throw error
    }
  }
}
