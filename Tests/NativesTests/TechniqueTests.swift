import Foundation
import Testing
import WeirStdlib

@testable import WeirNatives

@Suite struct TechniqueTests {
  @Test("a technique does not give its known answer", arguments: Technique.all.filter(\.isRunnable))
  func knownAnswer(_ technique: Technique) throws {
    #expect(try Self.error(of: technique, EmbeddedStdlib.modules) == nil)
  }

  @Test("a broken formula goes unnoticed", arguments: Technique.all.filter(\.isRunnable))
  func mutants(_ technique: Technique) throws {
    for mutant in technique.mutants {
      let place = try #require(EmbeddedStdlib.modules.firstIndex { $0.name == mutant.module }, "\(mutant.module)")
      var modules = EmbeddedStdlib.modules
      modules[place].text = modules[place].text.replacingOccurrences(of: mutant.text, with: mutant.fault)
      try #require(modules[place].text != EmbeddedStdlib.modules[place].text, "no `\(mutant.text)` in \(mutant.module)")
      let error = try Self.error(of: technique, modules)
      #expect(error != nil, "\(mutant.text) -> \(mutant.fault)")
    }
  }

  @Test("the table of techniques is not what the tests say") func table() throws {
    let path = "Scripts/techniques.md"
    let table = try Self.table()
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] != nil {
      try table.write(to: Repository.root.appending(path: path), atomically: true, encoding: .utf8)
    }
    #expect(try Repository.text(path) == table)
  }

  @Test("a script that the table names is not there") func scripts() {
    for script in Set(Technique.all.flatMap(\.scripts)) {
      let path = Repository.root.appending(path: "Scripts/\(script)").path
      #expect(FileManager.default.fileExists(atPath: path), "\(script)")
    }
  }

  /// The error that ends a technique's program with these modules.
  private static func error(of technique: Technique, _ modules: [(name: String, text: String)]) throws -> String? {
    let folder = try Repository.scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = ProgramRunner(workingFolder: folder, modules: modules)
    return runner.run(technique.text, name: technique.path).error
  }

  /// One line a row of the catalogue, in its order.
  private static func table() throws -> String {
    var byRow: [String: [Technique]] = [:]
    for technique in Technique.all {
      for row in technique.rows { byRow[row, default: []].append(technique) }
    }
    func number(_ row: String) -> Int { Int(row.prefix { $0.isNumber }) ?? 0 }
    var lines = [
      "# Techniques", "",
      "Made by the tests. `works` means: a known answer comes out, and faults planted in the formula are noticed.", "",
      "| technique | words | script | test | state |", "| --- | --- | --- | --- | --- |",
    ]
    for row in byRow.keys.sorted(by: { (number($0), $0) < (number($1), $1) }) {
      let tests = byRow[row] ?? []
      let known = tests.filter { $0.neededModel == nil }
      let published = tests.compactMap(\.neededModel)
      let name = row.drop { $0.isNumber }.trimmingCharacters(in: .whitespaces)
      let state =
        (known.isEmpty ? "" : "works")
        + (published.isEmpty ? "" : "; published numbers are checked where \(published[0]) is")
      let words = known.first?.functions ?? tests.flatMap(\.functions)
      lines.append(
        "| \(name) | \(Self.list(words)) | \(Self.list(known.first?.scripts ?? [])) | "
          + "\(Self.list(tests.map(\.name))) | \(state) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ texts: [String]) -> String { texts.map { "`\($0)`" }.joined(separator: ", ") }
}
