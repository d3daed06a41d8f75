import Foundation
import TestSupport
import Testing

/// Plays a transcript against the built program.
final class TranscriptRun {
  private let transcript: Transcript
  private let folder: URL
  private var size = (columns: 80, rows: 24)
  private var environment: [String: String]
  private var terminal: PseudoTerminal?
  /// The rows seen where others were expected, by the line of their step.
  private var seen: [Int: [String]] = [:]

  init(_ transcript: Transcript) throws {
    self.transcript = transcript
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-session-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = [
      "HOME": folder.path, "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
      "WEIR_HISTORY": folder.path + "/history", "NO_COLOR": "1", "WEIR_HINTS": "0",
    ]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func play() throws {
    for step in transcript.steps { try play(step) }
    guard !seen.isEmpty else { return }
    try transcript.text(replacing: seen).write(to: transcript.file, atomically: true, encoding: .utf8)
  }

  /// With `WEIR_UPDATE_EXPECTED` in the environment, screens that differ from the file are written into it.
  private static let updates = ProcessInfo.processInfo.environment["WEIR_UPDATE_EXPECTED"] != nil

  private func play(_ step: Transcript.Step) throws {
    let place: Comment = "\(transcript.name), line \(step.line)"
    switch step.word {
    case "terminal": size = try numbers(step)
    case "environment": setVariable(step.argument)
    case "file": try writeFile(step.argument)
    case "shell": try startShell(step.argument, place)
    case "start": try start(step.argument.split(separator: " ").map(String.init), place)
    case "type": terminal?.type(Transcript.keys(step.argument))
    case "enter": try enter(step.argument.replacingOccurrences(of: "HOME", with: folder.path), place)
    case "pastelong":
      let count = Int(step.argument) ?? 0
      terminal?.type("\u{1B}[200~len(\"" + String(repeating: "x", count: count) + "\")\u{1B}[201~")
    case "paste": paste(Int(step.argument) ?? 0)
    case "resize":
      let (columns, rows) = try numbers(step)
      terminal?.resize(columns: columns, rows: rows)
    case "signal": kill(try #require(terminal).process, step.argument == "KILL" ? SIGKILL : SIGTERM)
    case "wait":
      let isThere = terminal?.wait { screen in screen.lines.contains { $0.contains(step.argument) } } ?? false
      try #require(isThere, "\(place): no `\(step.argument)` in\n\(screenText)")
    case "bytes":
      let wanted = Array(Transcript.keys(step.argument).utf8)
      let isThere = terminal?.wait { _ in terminal?.written.contains(wanted) ?? false } ?? false
      try #require(isThere, "\(place): these bytes were never written")
    case "screen": try expect(step, place)
    case "status": #expect(terminal?.end() == Int32(step.argument), "\(place)\n\(screenText)")
    default: Issue.record("\(place): unknown step \(step.word)")
    }
  }

  private func start(_ arguments: [String], _ place: Comment) throws {
    let program = try TranscriptRun.executable.path
    terminal = PseudoTerminal(
      program, arguments, environment: environment, columns: size.columns, rows: size.rows)
    _ = try #require(terminal, place)
  }

  /// Types a line and Enter, and waits for the next prompt: what is typed ahead of a prompt is echoed by the system.
  private func enter(_ text: String, _ place: Comment) throws {
    let terminal = try #require(terminal)
    let before = Self.prompts(terminal.screen)
    terminal.type(Transcript.keys(text + "<Enter>"))
    let isBack = terminal.wait { Self.prompts($0) > before && Self.isAtPrompt($0) }
    try #require(isBack, "\(place): no prompt after `\(text)`:\n\(screenText)")
  }

  private static func prompts(_ screen: ScreenGrid) -> Int { screen.transcript.count { $0.hasPrefix("weir>") } }

  private static func isAtPrompt(_ screen: ScreenGrid) -> Bool {
    screen.cursor.column == 6 && screen.lines.last == "weir>"
  }

  /// Starts the program from a shell with job control, which alone lets it be stopped.
  private func startShell(_ command: String, _ place: Comment) throws {
    let program = try TranscriptRun.executable.path
    let line = command.replacingOccurrences(of: "weir ", with: program + " ")
    terminal = PseudoTerminal(
      "/bin/sh", ["-m", "-c", line], environment: environment, columns: size.columns, rows: size.rows)
    _ = try #require(terminal, place)
  }

  private func expect(_ step: Transcript.Step, _ place: Comment) throws {
    let wanted = Self.trimmed(step.rows)
    let patience = Self.updates ? 1.0 : 10
    let isReached = terminal?.wait(seconds: patience, until: { Self.trimmed($0.lines) == wanted }) ?? false
    if !isReached, Self.updates {
      seen[step.line] = Self.trimmed(terminal?.screen.lines ?? [])
      return
    }
    try #require(isReached, "\(place): the screen is\n\(screenText)\nand not\n\(wanted.joined(separator: "\n"))")
  }

  private var screenText: String { terminal.map { $0.screen.lines.joined(separator: "\n") } ?? "" }

  /// The prompt's trailing blank is not seen, neither here nor in the file.
  private static func trimmed(_ rows: [String]) -> [String] {
    rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
  }

  private func paste(_ lines: Int) {
    let text = (1...lines).map { "x\($0) = \($0)" }.joined(separator: "\r")
    terminal?.type("\u{1B}[200~" + text + "\u{1B}[201~")
  }

  private func setVariable(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    environment[parts[0]] = parts.count > 1 ? parts[1].replacingOccurrences(of: "HOME", with: folder.path) : nil
  }

  private func writeFile(_ text: String) throws {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let file = folder.appending(path: parts[0])
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let body = parts.count > 1 ? parts[1].replacingOccurrences(of: "\\n", with: "\n") : ""
    try body.write(to: file, atomically: true, encoding: .utf8)
  }

  private func numbers(_ step: Transcript.Step) throws -> (columns: Int, rows: Int) {
    let numbers = step.argument.split(separator: "x").compactMap { Int($0) }
    try #require(numbers.count == 2)
    return (numbers[0], numbers[1])
  }

  /// The program that was built beside the tests.
  static var executable: URL { get throws { try BuiltProgram.named("weir") } }
}
