// A few thousand damaged programs, the same in every run: nothing crashes, nothing hangs, and what still parses keeps its
// tree when it is formatted.

import Testing
import WeirLanguage
import WeirText

/// A small generator (xorshift*, Vigna 2016) whose numbers are the same everywhere.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}

@Suite struct MutationTests {
  static let pieces: [String] =
    TokenKind.reservedWords + TokenKind.symbols + [
      "\n", "\"", "\"\"\"", "\\(", "'", "#", "##", " ", "L5H1", "L*", "L[", "x", "1", "1.", "r\"", "é", "\u{2212}",
      "\\", "\r", "\t",
      "{}", "[]", "()", "x -> ", "f x", "a: ", "\u{0}", "elif", "None", "**", "+=",
    ]

  static let seeds: [String] =
    Corpus.programs.map(\.text) + (ParserTests.expressions + ParserTests.statements).map(\.program)

  static func mutated(_ random: inout Seeded) -> String {
    let seed = seeds[Int.random(in: 0..<seeds.count, using: &random)]
    var bytes = Array(seed.utf8.prefix(600))
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &random)))
      case 3: bytes.removeSubrange(place...)
      case 4:
        let other = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8.prefix(80))
        bytes.insert(contentsOf: other, at: place)
      default:
        let end = min(bytes.count, place + Int.random(in: 0...30, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs everything that reads programs over a text, the checker if there is one; what goes wrong.
  static func fault(_ text: String, _ checker: Checker?) -> String? {
    let source = Source(name: "test", text: text)
    if Highlighter.highlight(source).plain != text { return "colouring" }
    let (tolerant, diagnostics) = Parser.parseTolerantly(source)
    let renderer = DiagnosticRenderer(width: 80)
    for diagnostic in diagnostics + (checker?.check(tolerant) ?? []) where renderer.render(diagnostic).plain.isEmpty {
      return "message"
    }
    guard let program = try? Parser.parseScript(source) else {
      if case .complete = Parser.parse(source) { return "the prompt takes what a script does not" }
      return diagnostics.isEmpty ? "refused without a message" : nil
    }
    let formatted = Formatter.format(program)
    guard let again = try? Parser.parseScript(Source(name: "test", text: formatted)) else {
      return "formatted: \(formatted)"
    }
    let (before, after) = (dump(program), dump(again))
    if before != after {
      let place = zip(before, after).prefix { $0 == $1 }.count
      return "tree: \(formatted)\n\(before.dropFirst(place).prefix(60))\nbecame\n\(after.dropFirst(place).prefix(60))"
    }
    let twice = Formatter.format(again)
    if twice != formatted { return "not settled: \(formatted)\n---\n\(twice)" }
    if again.comments.count != program.comments.count { return "comments: \(formatted)" }
    return nil
  }

  @Test("a damaged program crashes a reader, or changes when it is formatted", arguments: 1...8)
  func damage(_ seed: Int) throws {
    var random = Seeded(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    let checker = try ErrorGoldenTests.checker()
    for _ in 0..<500 {
      let text = MutationTests.mutated(&random)
      if let fault = MutationTests.fault(text, checker) { Issue.record("\(text.debugDescription)\n\(fault)") }
    }
  }
}
