import Foundation
import Testing
import WeirLanguage
import WeirText

@testable import WeirNatives

@Test("a library program does not do what its comments say", arguments: Repository.programs(in: "Tests/Spec/stdlib"))
func libraryByExample(path: String) throws {
  let folder = try Repository.scratchFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let runner = ProgramRunner(workingFolder: folder)
  let mismatches = runner.mismatches(Source(name: path, text: try Repository.text(path)))
  #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
}

/// The twelve tasks by which the language is judged; each ends with assertions of its own.
@Test("a task that must run on the bundled model fails", arguments: Repository.programs(in: "Scripts/acceptance"))
func acceptance(path: String) throws {
  let scripts = Repository.root.appending(path: "Scripts/acceptance").path
  let folder = try Repository.scratchFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let runner = ProgramRunner(workingFolder: folder, outputFolder: folder, scriptFolder: scripts)
  let outcome = runner.run(try Repository.text(path), name: Repository.root.appending(path: path).path)
  #expect(outcome.error == nil)
  #expect(!outcome.output.isEmpty)
}

/// Analyses by topic; each runs without arguments and ends with assertions of its own.
@Test(
  "a script that must run on the bundled model fails",
  arguments: ["attention", "attribution", "circuits", "handmade", "induction_heads", "neurons", "seed"].flatMap {
    Repository.programs(in: "Scripts/\($0)")
  })
func topics(path: String) throws {
  let folder = try Repository.scratchFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let scripts = Repository.root.appending(path: path).deletingLastPathComponent().path
  let runner = ProgramRunner(workingFolder: folder, outputFolder: folder, scriptFolder: scripts)
  let outcome = runner.run(try Repository.text(path), name: Repository.root.appending(path: path).path)
  #expect(outcome.error == nil)
  #expect(!outcome.output.contains("warning: "))
}
