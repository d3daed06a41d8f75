import WeirText

extension Library {
  /// A definition or constant of the library.
  public struct Declaration {
    public let name: String
    public let module: String
    /// Nil for a constant.
    public let definition: Definition?
    public let documentation: DocComment?
    /// The whole statement, as `??name` shows it.
    public let span: Span

    public var signature: Signature? { definition.map { Signature($0) } }
    public var isNative: Bool {
      if case .native? = definition?.body { return true }
      return false
    }
    /// `f(a, k = 5)` for a function, the name for a constant.
    public var heading: String { signature?.heading(name) ?? name }
  }

  /// What a bare name or `module.name` stands for; nil when the library does not have it.
  /// - Throws: `RuntimeError` when the module's text is wrong.
  public func declaration(of name: String) throws -> Declaration? {
    if let module = module(of: name) { return try declarations(in: module).first { $0.name == name } }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    if parts[0] == "std" { return try declaration(of: parts[1]) }
    return try declarations(in: parts[0]).first { $0.name == parts[1] }
  }

  /// Whether a bare name is a function of the library; for messages only, since it reads the name's module.
  func isFunction(_ name: String) -> Bool {
    guard let module = module(of: name) else { return false }
    return (try? declarations(in: module))?.contains { $0.name == name && $0.definition != nil } ?? false
  }

  /// All definitions and constants of a module, in order.
  public func declarations(in module: String) throws -> [Declaration] {
    try statements(of: module).flatMap { statement -> [Declaration] in
      switch statement.kind {
      case .define(let definition):
        [
          Declaration(
            name: definition.name.text, module: module, definition: definition,
            documentation: definition.documentation.map { DocComment($0) }, span: statement.span)
        ]
      case .assign(let target, _):
        target.names.map {
          Declaration(
            name: $0.text, module: module, definition: nil, documentation: Self.comment(above: statement.span),
            span: statement.span)
        }
      default: []
      }
    }
  }

  /// The `##` comment directly above a constant.
  private static func comment(above span: Span) -> DocComment? {
    let source = span.source
    var lines: [String] = []
    var line = source.line(at: span.lower) - 1
    while line >= 1 {
      let range = source.lineRange(line)
      let text = source.text(from: range.lowerBound, to: range.upperBound)
      guard text.hasPrefix("##") else { break }
      lines.insert(String(text.dropFirst(2)), at: 0)
      line -= 1
    }
    return lines.isEmpty ? nil : DocComment(lines.joined(separator: "\n"))
  }

  /// Everything that is wrong with the library: texts that do not parse, declarations without a native body, bodies
  /// without a declaration, names defined twice.
  public func check() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var declared: Set<String> = []
    for module in modules {
      do {
        for declaration in try declarations(in: module.name) {
          let name = qualified(declaration)
          if !declared.insert(name).inserted {
            found.append(Diagnostic(LibraryFact.definedTwice(name), at: declaration.span))
          }
          if declaration.isNative, native(declaration.name, in: module.name) == nil {
            found.append(Diagnostic(LibraryFact.noBody(name), at: declaration.span))
          }
        }
      } catch let error as RuntimeError {
        found.append(error.diagnostic)
      } catch {
        found.append(Diagnostic(RuntimeFact.brokenModule(module.name), at: nil))
      }
    }
    for name in nativeNames.sorted() where !declared.contains(name) {
      found.append(Diagnostic(LibraryFact.noDeclaration(name), at: nil))
    }
    return found
  }

  /// The name as native records spell it.
  private func qualified(_ declaration: Declaration) -> String {
    module(of: declaration.name) == declaration.module
      ? declaration.name : "\(declaration.module).\(declaration.name)"
  }
}

/// What the library's parts can lack.
enum LibraryFact: Problem {
  case noBody(String)
  case noDeclaration(String)
  case definedTwice(String)

  var code: String {
    switch self {
    case .noBody: "E3060"
    case .noDeclaration: "E3061"
    case .definedTwice: "E3062"
    }
  }

  var message: String {
    switch self {
    case .noBody(let name): "`\(name)` is declared in the library but has no native body"
    case .noDeclaration(let name): "`\(name)` has a native body but is not declared in the library"
    case .definedTwice(let name): "the library defines `\(name)` twice"
    }
  }
}
