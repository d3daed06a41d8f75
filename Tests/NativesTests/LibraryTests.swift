import Foundation
import Testing
import WeirLanguage
import WeirModel

@testable import WeirNatives

@Test("every declared native has a body, every body a declaration, and no name is defined twice")
func libraryIsWhole() {
  let problems = ProgramRunner().interpreter.library.check().map { "\($0.code) \($0.message)" }
  #expect(problems == [])
}

/// A module of the library, for one test each.
private let moduleNames = ProgramRunner().interpreter.library.modules.map(\.name)

@Test("the examples in the documentation do what they say", arguments: moduleNames)
func examplesHold(module: String) throws {
  let runner = ProgramRunner()
  let declarations = try runner.interpreter.library.declarations(in: module)
  for declaration in declarations {
    let folder = try Repository.scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let fresh = ProgramRunner(workingFolder: folder)
    // Modules are used by name, as a reader would; the prelude may have a word of the same name.
    if module != "prelude" { _ = fresh.run("use \(module)") }
    for example in declaration.documentation?.examples ?? [] {
      let outcome = fresh.run(example.input, name: declaration.name)
      if let wanted = example.error {
        #expect(outcome.error?.contains(wanted) == true, "\(declaration.name): \(example.input)")
      } else {
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(outcome.error == nil, "\(declaration.name): \(example.input)")
        #expect(lines == example.expected, "\(declaration.name): \(example.input)")
      }
    }
  }
}

@Test("every function of the library says what it is for in its first line", arguments: moduleNames)
func everythingHasASummary(module: String) throws {
  let declarations = try ProgramRunner().interpreter.library.declarations(in: module)
  let bare = declarations.filter { $0.definition != nil && ($0.documentation?.summary ?? "").isEmpty }
  #expect(bare.map(\.name) == [])
}

@Test("every function of the library shows itself at work", arguments: moduleNames)
func everythingHasAnExample(module: String) throws {
  let declarations = try ProgramRunner().interpreter.library.declarations(in: module)
  // An example of `exit` would end the program that runs it.
  let bare = declarations.filter {
    $0.definition != nil && ($0.documentation?.examples ?? []).isEmpty && $0.name != "exit"
  }
  #expect(bare.map(\.name) == [])
}

@Test(
  "a site that a model has once is shown and completed under a name that the language does not have",
  // `logits` is left to the variable that everybody calls so; in quotes it is the site.
  arguments: SiteDescription.all.filter { !$0.isLayered && $0.text != "logits" }.map { [$0.text, $0.hookPattern] })
func sitesOutsideLayersAreNames(names: [String]) {
  let outcome = ProgramRunner().run("print(\(names[0]) == site(\"\(names[1])\"), site(\"\(names[0])\"), \(names[0]))")
  #expect(outcome.output == "true \(names[0]) \(names[0])\n", "\(outcome.error ?? outcome.output)")
}
