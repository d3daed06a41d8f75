import Testing
import WeirText

@testable import WeirLanguage

/// The examples in the library's documentation give what they show.
@Suite struct ExampleTests {
  struct Case: CustomStringConvertible, Sendable {
    let name: String
    let documentation: DocComment
    var description: String { name }
  }

  static let cases: [Case] = {
    let library = TestHost.library(CoreNatives.functions)
    let found = try? ["lists", "strings", "math"].flatMap { try library.declarations(in: $0) }
    return (found ?? []).compactMap { declaration in
      declaration.documentation.map { Case(name: declaration.name, documentation: $0) }
    }
  }()

  @Test(arguments: cases)
  func exampleGivesWhatItShows(_ example: Case) throws {
    #expect(!example.documentation.summary.isEmpty)
    #expect(!example.documentation.examples.isEmpty)
    for item in example.documentation.examples {
      #expect(try Self.echoes(item.input) == item.expected.joined(separator: "\n"))
    }
  }

  private static func echoes(_ text: String) throws -> String {
    guard case .complete(let program) = Parser.parse(Source(name: "example", text: text)) else { return "unparsed" }
    let host = TestHost()
    var lines: [String] = []
    try LargeStack.run {
      _ = try host.interpreter().run(program) { value, _ in
        if !value.isNone { lines.append(value.echo(width: 80).plain) }
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func declarationsAndBodiesMatch() {
    let problems = TestHost.library(TestHost().natives).check()
    #expect(problems.map(\.message) == [])
  }
}
