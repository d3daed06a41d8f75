import WeirLanguage
import WeirNatives
import WeirText

/// A word of the reference documentation: what its declaration and its `##` comment say, and what its examples show.
struct ReferenceEntry {
  let module: String
  /// As it is written in a program: bare, or `module.name`.
  let name: String
  let topic: HelpTopic
  /// Inputs and what they show.
  let examples: [(input: String, output: String)]

  /// Everything public of a library's modules, with the examples run.
  static func all(in library: Library, modules: [String], besides world: World) throws -> [ReferenceEntry] {
    try modules.flatMap { module in
      try library.declarations(in: module).map { declaration in
        let isBare = library.has(declaration.name)
        let runner = ExampleRunner(besides: world, library: library, width: 80)
        if !isBare { _ = try runner.run("use \(module)") }
        let topic = HelpTopic(declaration: declaration)
        return ReferenceEntry(
          module: module, name: isBare ? declaration.name : "\(module).\(declaration.name)", topic: topic,
          examples: try topic.examples.map { ($0.input, try runner.run($0.input).plain.trimmed) })
      }
    }
  }

  /// Everything that a person's own script defines.
  static func all(in source: Source, session: Session) throws -> [ReferenceEntry] {
    let program = try Parser.parseScript(source)
    let parts = Program(source: source, statements: program.statements.filter(\.isPartOfModule), comments: [])
    let attempt = session.attempt { try session.interpreter.run(parts) }
    if case .failed(let diagnostics) = attempt, let first = diagnostics.first { throw RuntimeError(first) }
    return try program.statements.compactMap { statement -> ReferenceEntry? in
      guard case .define(let definition) = statement.kind,
        let function = try session.interpreter.lookUp(definition.name.text)?.asFunction
      else { return nil }
      let topic = HelpTopic(function: function)
      let examples = topic.examples.map { example in
        var output = Markup()
        let end = session.run(entry: example.input) { output += $0.echo(width: 80) + Markup("\n") }
        if case .failed(let found) = end, let first = found.first { output += Markup("error: \(first.message)") }
        return (example.input, output.plain.trimmed)
      }
      return ReferenceEntry(module: source.name, name: definition.name.text, topic: topic, examples: examples)
    }
  }
}
