import Foundation
import Testing
import WeirLanguage
import WeirText

@testable import WeirShell

/// Files that others use: what is wrong in one is told with its own path, line and span, before anything runs.
@Suite struct UsedFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let files: [String: String]
    let code: String
    /// The file, line and text that the message points at.
    let place: (file: String, line: Int, text: String)

    var testDescription: String { "\(code) in \(place.file)" }
  }

  static let cases = [
    Case(
      files: ["main": "use \"tools.weir\" as tools\nprint(tools.f(1))", "tools": "a = 1\ndef f(x) = x +* 2"],
      code: "E1001", place: ("tools.weir", 2, "*")),
    Case(
      files: ["main": "use \"tools.weir\": f\nprint(f(1))", "tools": "def f(x) = \"open"], code: "E0003",
      place: ("tools.weir", 1, "\"open")),
    Case(
      files: [
        "main": "use \"a.weir\" as a\nprint(a.g(1))", "a": "use \"b.weir\" as b\ndef g(x) = b.f(x)",
        "b": "def f(x) = )",
      ], code: "E1001", place: ("b.weir", 1, ")")),
    Case(
      files: ["main": "use \"tools.weir\" as tools\nprint(1)", "tools": "def f(x) = x + missing_name"], code: "E2001",
      place: ("tools.weir", 1, "missing_name")),
    Case(
      files: ["main": "use \"tools.weir\" as tools\nprint(tools.g(1))", "tools": "def f(x) = x\nprint(nothing)"],
      code: "E2007", place: ("main.weir", 2, "g")),
    Case(
      files: ["main": "use \"a.weir\": f\nuse \"a.weir\" as a\nprint(f(a.f(1)))", "a": "def f(x = 1, y) = x"],
      code: "E1052", place: ("a.weir", 1, "y")),
  ]

  @Test("an error in a file that is used is told of the file that uses it", arguments: cases)
  func error(_ given: Case) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-used-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in given.files {
      try text.write(to: folder.appending(path: name + ".weir"), atomically: true, encoding: .utf8)
    }
    let session = try SessionLog(workingFolder: folder.path).session
    let main = Source(name: folder.path + "/main.weir", text: given.files["main"] ?? "")
    let program = try Parser.parseScript(main)
    for subject in [Checker.Subject.script, .entry] {
      let errors = session.check(program, as: subject).filter { $0.severity == .error }
      #expect(errors.map(\.code) == [given.code], "\(errors.map(\.message))")
      let span = try #require(errors.first?.labels.first?.span)
      #expect(span.source.name.hasSuffix("/" + given.place.file))
      #expect(span.source.line(at: span.lower) == given.place.line)
      #expect(span.text == given.place.text)
    }
  }
}
