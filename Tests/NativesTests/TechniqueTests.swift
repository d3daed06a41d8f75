import Foundation
import Testing
import WeirStdlib

@testable import WeirNatives

@Suite struct TechniqueTests {
  @Test("a technique does not give its known answer", arguments: Technique.all.filter(\.isRunnable))
  func knownAnswer(_ technique: Technique) throws {
    #expect(try Self.error(of: technique, EmbeddedStdlib.modules) == nil)
  }

  /// Each fault with the program that must notice it.
  static let faults = Technique.all.filter(\.isRunnable).flatMap { technique in
    technique.mutants.map { (technique, $0) }
  }

  @Test("a broken formula goes unnoticed", arguments: faults)
  func mutants(_ technique: Technique, _ mutant: Technique.Mutant) throws {
    let place = try #require(EmbeddedStdlib.modules.firstIndex { $0.name == mutant.module }, "\(mutant.module)")
    var modules = EmbeddedStdlib.modules
    modules[place].text = modules[place].text.replacingOccurrences(of: mutant.text, with: mutant.fault)
    try #require(modules[place].text != EmbeddedStdlib.modules[place].text, "no `\(mutant.text)` in \(mutant.module)")
    let error = try Self.error(of: technique, modules)
    #expect(error != nil, "\(mutant)")
    // A fault that is no program would be noticed by anything.
    let isNoProgram = error?.contains(/E[12]\d{3}/) ?? false
    #expect(!isNoProgram, "\(mutant): \(error ?? "")")
  }

  @Test("a row that works is not held against each kind of fault") func everyKind() {
    for technique in Technique.all { #expect(technique.misread == 0, "\(technique)") }
    for row in Self.byRow.keys {
      let tests = (Self.byRow[row] ?? []).filter { $0.neededModel == nil }
      #expect(!tests.isEmpty, "\(row) has no known answer")
      for kind in Technique.Kind.allCases {
        let planted = tests.flatMap(\.mutants).contains { $0.kind == kind && $0.rows.contains(Self.number(row)) }
        let excused = tests.flatMap(\.exemptions).contains { $0.kind == kind && $0.rows.contains(Self.number(row)) }
        #expect(planted != excused, "\(row): \(kind.rawValue)")
      }
    }
  }

  @Test("a row of the catalogue is missing") func everyRow() {
    let wanted = [1...9, 21...40, 42...45, 51...52, 61...61, 64...65, 73...73, 79...80, 85...85, 88...88, 97...99]
    #expect(Set(Self.byRow.keys.map(Self.number)) == Set(wanted.flatMap { $0 }))
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

  private static let byRow: [String: [Technique]] = {
    var byRow: [String: [Technique]] = [:]
    for technique in Technique.all {
      for row in technique.rows { byRow[row, default: []].append(technique) }
    }
    return byRow
  }()

  private static func number(_ row: String) -> Int { Int(row.prefix { $0.isNumber }) ?? 0 }

  /// One line a row of the catalogue, in its order.
  private static func table() throws -> String {
    var lines = [
      "# Techniques", "",
      "Made by the tests. `works` means: a known answer comes out, and faults planted in the formula are noticed. The faults",
      "are of four kinds: a *sign* turned, a *position* (layer, rank) off by one, query and key (source and output)",
      "*transposed*, a norm's or another *scale* left out. Where a kind is not named, the notes below say why it cannot be.",
      "", "| technique | words | script | test | state | faults noticed |", "| --- | --- | --- | --- | --- | --- |",
    ]
    let rows = byRow.keys.sorted { (number($0), $0) < (number($1), $1) }
    lines += rows.map(line)
    lines += ["", "## Faults that cannot be planted", ""]
    for row in rows {
      let reasons = (byRow[row] ?? []).flatMap(\.exemptions).filter { $0.rows.contains(number(row)) }
      guard !reasons.isEmpty else { continue }
      lines.append("- \(name(row)): " + reasons.map { "\($0.kind.rawValue) (\($0.reason))" }.joined(separator: "; "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ row: String) -> String {
    let tests = byRow[row] ?? []
    let known = tests.filter { $0.neededModel == nil }
    let published = tests.compactMap(\.neededModel)
    let state =
      (known.isEmpty ? "" : "works")
      + (published.isEmpty ? "" : "; published numbers are checked where \(published[0]) is")
    let words = known.first?.functions ?? tests.flatMap(\.functions)
    let kinds = Technique.Kind.allCases.filter { kind in
      known.flatMap(\.mutants).contains { $0.kind == kind && $0.rows.contains(number(row)) }
    }
    return "| \(name(row)) | \(list(words)) | \(list(known.first?.scripts ?? [])) | "
      + "\(list(tests.map(\.name))) | \(state) | \(kinds.map(\.rawValue).joined(separator: ", ")) |"
  }

  private static func name(_ row: String) -> String {
    row.drop { $0.isNumber }.trimmingCharacters(in: .whitespaces)
  }

  private static func list(_ texts: [String]) -> String { texts.map { "`\($0)`" }.joined(separator: ", ") }
}
