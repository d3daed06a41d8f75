import Testing
import WeirText

@testable import WeirLanguage

/// The language by example: every program below Tests/Spec/language does what its comments say.
@Suite struct SpecificationTests {
  @Test(arguments: TestFiles.programs(below: "Tests/Spec/language"))
  func programDoesWhatItSays(path: String) throws {
    let source = Source(name: path, text: try #require(TestFiles.text(path)))
    let mismatches = Specification(source).mismatches(TestHost.run(source))
    #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
  }

  @Test func theSpecificationIsThere() {
    #expect(TestFiles.programs(below: "Tests/Spec/language").count >= 260)
  }
}
