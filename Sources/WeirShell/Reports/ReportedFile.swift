// `weir report`: from a path to a page, and back to the script.

import CLineEditor
import WeirFigure
import WeirLanguage
import WeirNatives
import WeirText

/// Makes reports and takes scripts out of them.
public enum ReportedFile {
  /// Runs a file and writes its report; the status for the process.
  ///
  /// - Parameters:
  ///   - invocation: the script, its arguments, and what it may read and write.
  ///   - target: the page; `-` is standard output, nil the script's name with `.html` in the working folder.
  public static func write(_ invocation: Invocation, to target: String?, console: Console) -> Int32 {
    do {
      return try report(invocation, to: target, console: console)
    } catch {
      console.report([Launch.diagnostic(error)])
      return 1
    }
  }

  /// Writes the script that a report was made from to a path, or to standard output; true when that went well.
  public static func extract(_ path: String, to target: String?, console: Console) -> Bool {
    do {
      let world = World(write: { _ in }, draw: { _ in })
      guard let bytes = ReportSourceLink.source(in: try world.read(path)) else {
        throw ShellProblem.notAReport(path: path)
      }
      if let target, target != "-" {
        try world.write(bytes, to: target)
      } else {
        console.write(String(decoding: bytes, as: UTF8.self))
        console.flush()
      }
      return true
    } catch {
      console.report([Launch.diagnostic(error)])
      return false
    }
  }

  private static func report(_ invocation: Invocation, to target: String?, console: Console) throws -> Int32 {
    let path = invocation.script ?? "-"
    let file = try path == "-" ? SourceText.standardInput() : SourceText.file(path)
    let source = ReportSource(file)
    let interrupt = InterruptCheck(isOfProcess: true)
    weir_signals_install(false)
    let thread = EvaluationThread(interrupt: interrupt)
    let output = ReportOutput()
    let session = try session(invocation, output: output, console: console, interrupt: interrupt)
    try bind(invocation, file, session, isMarkdown: source.isMarkdown)
    var end = ReportRun.End()
    do {
      end = try thread.run {
        var run = ReportRun(source, session: session, output: output)
        return run.run()
      }
    } catch is Interrupted { end.wasInterrupted = true }
    // Work that was left behind may still be changing the session.
    let facts = (thread.hasLeftWork ? [] : models(session)) + [settings(session)]
    var page = ReportPage(source, path: path, facts: facts)
    let html = page.html(output.page + (end.wasInterrupted ? [.interruption] : []))
    try write(html, to: target ?? name(besides: path), console: console)
    if !end.failures.isEmpty { console.report(end.failures) }
    if end.wasInterrupted { console.writeError(Markup("interrupted\n", .warning)) }
    return end.wasInterrupted ? 130 : end.failures.isEmpty ? 0 : 1
  }

  /// Gives a script its options, checked against its `param` lines.
  private static func bind(_ invocation: Invocation, _ file: Source, _ session: Session, isMarkdown: Bool) throws {
    guard !isMarkdown, let program = try? Parser.parseScript(file) else { return session.bind(invocation) }
    let options = ScriptOptions(program, using: session.filesUsed(by: program))
    session.bind(try options.read(invocation.arguments))
  }

  private static func write(_ html: String, to target: String, console: Console) throws {
    guard target != "-" else {
      console.write(html)
      console.flush()
      return
    }
    // Where the page goes was said on the command line; the script's own permissions do not bind it.
    try World(write: { _ in }, draw: { _ in }).write(Array(html.utf8), to: target)
  }

  /// `analysis.html` for `notes/analysis.weir`.
  private static func name(besides path: String) -> String {
    let name = path == "-" ? "report" : ReportSource.baseName(path)
    let dot = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? $0 : nil }
    return name[..<(dot ?? name.endIndex)] + ".html"
  }

  /// A session that keeps what it shows; the terminal that it draws for is the page.
  private static func session(
    _ invocation: Invocation, output: ReportOutput, console: Console, interrupt: InterruptCheck
  ) throws -> Session {
    let terminal = Terminal(width: ReportRun.width, height: 60)
    let world = World(
      permissions: Session.permissions(invocation), outputFolder: invocation.outputFolder,
      scriptFolder: invocation.script.map(Session.folder(of:)), seed: invocation.sessionSeed, terminal: { terminal },
      interrupt: interrupt, report: { console.report($0) }, warn: { output.add($0) }, present: { output.add($0) },
      write: { output.add(Markup($0)) }, draw: { output.add($0) })
    return try .standard(world: world)
  }

  /// The models that were used.
  private static func models(_ session: Session) -> [Markup] {
    session.domain.shelf.models.map { $0.echo(width: 1000) }
  }

  /// What else the numbers depend on.
  private static func settings(_ session: Session) -> Markup {
    Markup("weir \(Version.number), seed \(session.world.seed)", .dim)
  }
}
