import Foundation
import Testing

/// `weir replay`: a script becomes a record, a record is held against today, and the first difference is named.
@Suite struct ReplayTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func replay(_ arguments: String...) throws -> Weir.Outcome {
    try Weir(arguments: ["replay"] + arguments, folder: scratch.url).run()
  }

  @Test func aRecordSaysWhatEachStatementShowsAndHolds() throws {
    try scratch.write("s.weir", "x = 3\nx + 1\nprint \"a\", x\n[x, x]\n")
    let record = try replay("s.weir")
    #expect(record.code == 0)
    #expect(record.output.hasSuffix("weir> x = 3\nweir> x + 1\n4\nweir> print \"a\", x\na 3\nweir> [x, x]\n[3, 3]\n"))
    try scratch.write("s.txt", record.output)
    let held = try replay("s.txt")
    #expect(held.code == 0 && held.output.isEmpty && held.errors == "4 entries, the same output\n", "\(held)")
  }

  @Test func theFirstDifferenceIsNamedWithItsLine() throws {
    try scratch.write("s.txt", "weir> 1 + 1\n2\nweir> 2 + 2\n5\nweir> 3 + 3\n7\n")
    let outcome = try replay("s.txt")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("E8986") && outcome.errors.contains("s.txt:4"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("s.txt:6"), "only the first difference is told")
  }

  @Test func aFailingStatementEndsTheRecord() throws {
    try scratch.write("s.weir", "1\nnosuch\n2\n")
    let outcome = try replay("s.weir")
    #expect(outcome.code == 1 && outcome.output.contains("E2001") && !outcome.output.contains("weir> 2"), "\(outcome)")
  }

  @Test("the head of a record does not name the model that its numbers come from")
  func aRecordNamesItsModel() throws {
    try scratch.write("s.weir", "print(1)\nr = run \"the cat\"\nloss(r) > 0\n")
    let record = try replay("s.weir").output
    let lines = record.split(separator: "\n").map(String.init)
    #expect(lines.count == 8 && lines[0].hasPrefix("# Saved by ") && lines[2] == "# seed 0", "\(record)")
    #expect(
      lines[1].hasPrefix("# model brook sha256 ") && lines[3] == "weir> print(1)" && lines[7] == "true", "\(record)")
    try scratch.write("s.txt", record)
    #expect(try replay("s.txt").errors == "3 entries, the same output\n")
    try scratch.write("n.weir", "1 + 1\n")
    #expect(try !replay("n.weir").output.contains("# model"), "a script without a model names none")
  }

  @Test func aRecordOfAnotherModelSaysSo() throws {
    try scratch.write("s.weir", "1 + 1\n")
    let record = try replay("s.weir").output
    let model = "# model brook sha256 " + String(repeating: "0", count: 64) + "\n# seed"
    try scratch.write("s.txt", record.replacingOccurrences(of: "# seed", with: model))
    let outcome = try replay("s.txt")
    #expect(outcome.code == 0 && outcome.errors.contains("E8988"), "\(outcome)")
  }
}
