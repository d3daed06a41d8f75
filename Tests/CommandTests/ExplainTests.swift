import Foundation
import Testing

/// What the pages of `weir explain` show being typed, typed into the built program.
@Suite struct ExplainTests {
  struct Typed: CustomTestStringConvertible, Sendable {
    let code: String
    let text: String
    /// Whether it raises the code, or does it right.
    let raises: Bool
    var testDescription: String { "\(code): \(text)" }
  }

  /// The examples of all pages that are typed, read from the pages as they are printed.
  static func examples() throws -> [Typed] {
    let codes = try Weir.run("explain").output.split(separator: "\n").map { String($0.prefix(5)) }
    return try codes.filter { $0.hasPrefix("E8") || $0.hasPrefix("E75") || $0 == "E3047" }.flatMap { code in
      var isMended = false
      var found: [Typed] = []
      for block in try Weir.run("explain", code).output.split(separator: "\n\n") {
        if block.hasPrefix("Mend:") { isMended = true }
        guard block.hasPrefix("    ") else { continue }
        let text = block.split(separator: "\n").map { String($0.dropFirst(4)) }.joined(separator: "\n")
        found.append(Typed(code: code, text: text, raises: !isMended))
      }
      return found
    }
  }

  @Test func whatAPageTypesRaisesItsCodeOrNone() throws {
    let examples = try Self.examples()
    #expect(examples.count > 25)
    for example in examples {
      let outcome = try Self.type(example.text)
      if example.raises {
        #expect(outcome.errors.contains("error[\(example.code)]"), "\(example): \(outcome.errors)")
      } else {
        #expect(outcome.code == 0 && !outcome.errors.contains("error["), "\(example): \(outcome.errors)")
      }
    }
  }

  private static func type(_ text: String) throws -> Weir.Outcome {
    let folder = try ScratchFolder()
    var environment: [String: String] = [:]
    var entries = ""
    var words: [String] = []
    for line in text.split(separator: "\n") {
      if let file = line.firstMatch(of: /^# (\S+): (.*)$/) {
        try folder.write(String(file.1), String(file.2) + "\n")
      } else if line.hasPrefix("weir> ") {
        entries += line.dropFirst(6) + "\n"
      } else {
        words = line.dropFirst(2).matches(of: /"[^"]*"|\S+/).map { String($0.output.filter { $0 != "\"" }) }
        while let variable = words.first, variable.contains("="), words.contains("weir") {
          let parts = variable.split(separator: "=", maxSplits: 1).map(String.init)
          environment[parts[0]] = parts[1]
          words.removeFirst()
        }
        words.removeFirst()
      }
    }
    if !entries.isEmpty { words = ["-i", "-q", "--no-init"] }
    return try Weir(arguments: words, input: Data(entries.utf8), environment: environment, folder: folder.url).run()
  }

  @Test func anUnknownCodeIsAnsweredWithANearOne() throws {
    let outcome = try Weir.run("explain", "E200")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("did you mean `E2001`?"))
    #expect(try Weir.run("explain", "e2001").output.hasPrefix("E2001  a name that nothing has\n"))
  }
}
