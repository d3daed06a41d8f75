import Foundation
import Testing
import WeirLanguage
import WeirText

/// What people type who know Python, NumPy and PyTorch: each line works, or is answered with what to type.
///
/// The table is Tests/Spec/errors/habits.txt: programs, and below `=>` what happens. With WEIR_UPDATE_EXPECTED set it is
/// written anew.
@Suite struct HabitTests {
  static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Spec/errors/habits.txt")
  static let separator = "\n---\n"

  @Test("a habit from another language is answered differently")
  func table() throws {
    let sections = try String(contentsOf: Self.file, encoding: .utf8).components(separatedBy: Self.separator)
    #expect(sections.count > 140)
    var written = [sections[0]]
    for section in sections.dropFirst() {
      let program = section.components(separatedBy: "\n=>")[0]
      let answer = try SessionLog().transcript(program).trimmingCharacters(in: .newlines)
      let found = "\(program)\n=>\n\(answer)"
      written.append(found)
      if ProcessInfo.processInfo.environment["WEIR_UPDATE_EXPECTED"] == nil {
        #expect(found == section.trimmingCharacters(in: .newlines))
      }
      let failed = answer.hasPrefix("error") || answer.contains("\nerror")
      #expect(!failed || answer.contains("\n  "), "nothing is said that could be typed: \(found)")
    }
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_EXPECTED"] != nil {
      try (written.joined(separator: Self.separator) + "\n").write(to: Self.file, atomically: true, encoding: .utf8)
    }
  }
}
