import WeirText

/// The standard library: modules of Weir text, and the native bodies behind its bodyless declarations.
///
/// Only the names are read at the start; a module is parsed when one of its names is first used. `prelude` says by its
/// `use` lines what is visible without `use`: `use lists` makes every name of `lists` bare, `use lists: len` one.
public final class Library {
  public struct Module {
    public let name: String
    public let source: Source
    /// Names that it defines, in order.
    let names: [String]
  }

  public let modules: [Module]
  private let natives: [String: NativeFunction]
  private let parse: (Source) -> ParseResult
  private var parsedModules: [String: [Statement]] = [:]
  /// Names visible without `use`, and the module of each.
  private var visible: [String: String] = [:]
  /// Names visible without `use`, in the library's order.
  public private(set) var names: [String] = []

  static let preludeName = "prelude"

  /// Takes the library's text and the native bodies.
  public init(
    modules: [(name: String, text: String)], natives: [NativeFunction],
    parse: @escaping (Source) -> ParseResult = Parser.parse
  ) {
    self.modules = modules.map { name, text in
      Module(name: name, source: Source(name: "std/\(name)", text: text), names: DefinedNames.scan(text))
    }
    self.natives = Dictionary(natives.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.parse = parse
    readPrelude()
  }

  private func readPrelude() {
    guard let prelude = modules.first(where: { $0.name == Self.preludeName }) else { return }
    show(prelude.names, of: prelude.name)
    for statement in (try? statements(of: prelude.name)) ?? [] {
      guard case .use(let use) = statement.kind, case .library(let name) = use.module else { continue }
      show(use.names.isEmpty ? names(in: name.text) : use.names.map(\.text), of: name.text)
    }
  }

  private func show(_ shown: [String], of module: String) {
    for name in shown where visible[name] == nil {
      visible[name] = module
      names.append(name)
    }
  }

  // MARK: - Names

  /// Modules that `use` can name.
  public var moduleNames: [String] { modules.map(\.name).filter { $0 != Self.preludeName } }

  /// The names that a module defines.
  public func names(in module: String) -> [String] { modules.first { $0.name == module }?.names ?? [] }

  /// Whether a bare name means something of the library.
  public func has(_ name: String) -> Bool { visible[name] != nil }

  /// The module behind a bare name.
  func module(of name: String) -> String? { visible[name] }

  var nativeNames: [String] { Array(natives.keys) }

  /// The native body of a declaration.
  func native(_ name: String, in module: String) -> NativeFunction? {
    visible[name] == module ? natives[name] : natives["\(module).\(name)"]
  }

  // MARK: - Text

  /// The statements of a module.
  /// - Throws: `RuntimeError` with the first syntax error.
  func statements(of module: String) throws -> [Statement] {
    if let known = parsedModules[module] { return known }
    guard let found = modules.first(where: { $0.name == module }) else { return [] }
    let statements = try parsed(found.source)
    parsedModules[module] = statements
    return statements
  }

  func parsed(_ source: Source) throws -> [Statement] {
    switch parse(source) {
    case .complete(let program): return program.statements
    case .wrong(let diagnostics):
      throw RuntimeError(diagnostics.first ?? Diagnostic(RuntimeFact.brokenModule(source.name), at: nil))
    case .incomplete:
      let end = Span(source, source.bytes.count, source.bytes.count)
      throw RuntimeError(Diagnostic(RuntimeFact.unfinishedModule(source.name), at: end))
    }
  }
}
