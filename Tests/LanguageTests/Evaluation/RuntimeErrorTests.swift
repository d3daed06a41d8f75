import Foundation
import Testing
import WeirText

@testable import WeirLanguage

/// The whole message of every error that a running program can meet, as golden files.
@Suite struct RuntimeErrorTests {
  /// With WEIR_UPDATE_GOLDENS set, the files are written anew; look at the difference before committing it.
  static let updates = ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] != nil

  @Test(arguments: TestFiles.programs(below: "Tests/Spec/errors/run"))
  func messageReadsAsWritten(path: String) throws {
    let name = try #require(path.split(separator: "/").last.map(String.init))
    let source = Source(name: name, text: try #require(TestFiles.text(path)))
    let outcome = TestHost.run(source, budget: Budget(limit: 4 << 30))
    let message = outcome.errors.map { DiagnosticRenderer().render($0).plain }.joined(separator: "\n")
    let golden = path.dropLast("weir".count) + "expected"
    if Self.updates {
      try message.write(to: TestFiles.root.appending(path: String(golden)), atomically: true, encoding: .utf8)
    }
    #expect(message == TestFiles.text(String(golden)))
    #expect(outcome.errors.count == 1)
  }
}
