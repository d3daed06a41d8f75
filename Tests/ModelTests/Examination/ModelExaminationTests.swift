import Foundation
import Testing

@testable import WeirModel

/// What an examination says of folders that are as they should be.
@Suite struct ModelExaminationTests {
  static let folders =
    Fixtures.families.map { Fixtures.path("models/\($0)") }
    + ["lens", "oddmodels"].flatMap { group in
      ((try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path(group))) ?? []).sorted().map {
        Fixtures.path("\(group)/\($0)")
      }
    }

  @Test("nothing is wrong with a sound folder of any family, and its outputs agree", arguments: folders)
  func soundFolder(folder: String) throws {
    let library = ModelLibrary(shelves: [])
    let examination = try ModelExamination(library.find(folder))
    #expect(examination.problems.map(\.message) == [])
    #expect(examination.configuration != nil && examination.parameterCount > 0)
    #expect(examination.parity.count >= 4)
  }
}
