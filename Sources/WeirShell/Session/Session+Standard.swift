// How a session is put together: the standard library, the natives behind it, and the world that they reach.

import WeirLanguage
import WeirNatives
import WeirStdlib
import WeirText

extension Session {
  /// The session of a process.
  static func standard(_ invocation: Invocation, console: Console, interrupt: InterruptCheck) throws -> Session {
    let question = PermissionPrompt(console: console, interrupt: interrupt)
    let world = World(
      permissions: permissions(invocation), outputFolder: invocation.outputFolder,
      scriptFolder: invocation.script.map(folder(of:)), seed: invocation.sessionSeed,
      terminal: { console.terminal }, interrupt: interrupt, report: { console.report($0) },
      ask: { question?.ask($0) ?? .refuse },
      warn: { console.report([$0]) }, present: { console.write($0) }, write: { console.write($0) },
      draw: { console.write($0) })
    return try standard(world: world)
  }

  /// A session whose output goes wherever the world sends it.
  public static func standard(world: World) throws -> Session {
    let domain = Domain(world)
    let library = Library(
      modules: try libraryModules(world.environment), natives: domain.natives, parse: Parser.parse)
    let interpreter = Interpreter(library: library, host: domain, interrupt: world.interrupt)
    return Session(interpreter: interpreter, domain: domain)
  }

  /// Gives a program what stands behind it on the command line: values for its `param`s, and `args`.
  func bind(_ invocation: Invocation) {
    bind(invocation.scriptArguments)
  }

  /// Values for `param`s by name, and the words that are `args`.
  func bind(_ arguments: (values: [String: String], positional: [String])) {
    interpreter.options = arguments.values
    interpreter.bind("args", to: Value(arguments.positional.map { Value($0) }))
  }

  /// The person at the prompt and who writes `-e` may do anything; a script reads and writes what it is given.
  static func permissions(_ invocation: Invocation) -> Permissions {
    guard let script = invocation.script, !invocation.isInteractive else { return .everything }
    return .script(
      in: folder(of: script), workingFolder: World.currentFolder(),
      arguments: invocation.arguments, allowRead: invocation.allowedReads,
      allowWrite: invocation.allowedWrites + (invocation.outputFolder.map { [$0] } ?? []))
  }

  /// The folder that a script lies in; the working folder for standard input.
  static func folder(of script: String) -> String {
    guard script != "-", let cut = script.lastIndex(of: "/") else { return "." }
    return cut == script.startIndex ? "/" : String(script[..<cut])
  }

  /// The library built in, or the folder that `WEIR_STDLIB` names.
  private static func libraryModules(_ environment: (String) -> String?) throws -> [(name: String, text: String)] {
    guard let folder = environment("WEIR_STDLIB"), !folder.isEmpty else { return EmbeddedStdlib.modules }
    guard let found = FolderListing.names(in: folder) else {
      throw ShellProblem.cannotRead(path: folder, reason: "WEIR_STDLIB names no folder")
    }
    let names = found.filter { $0.hasSuffix(".weir") }.sorted()
    guard names.contains("prelude.weir") else {
      throw ShellProblem.cannotRead(path: folder + "/prelude.weir", reason: "WEIR_STDLIB names no standard library")
    }
    return try names.map { (String($0.dropLast(5)), try SourceText.file(folder + "/" + $0).text) }
  }
}
