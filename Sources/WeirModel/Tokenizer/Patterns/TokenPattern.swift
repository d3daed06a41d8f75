import WeirText

/// A regular expression as tokenizers use them, over Unicode scalars.
struct TokenPattern: Sendable {
  private let program: PatternProgram

  init(_ text: String) throws(PatternFault) { program = try PatternProgram(PatternParser.parse(text)) }

  /// A pattern that matches a text as it stands.
  init(literal text: String) throws(PatternFault) {
    program = try PatternProgram(.sequence(text.unicodeScalars.map { .set(.scalar($0.value)) }))
  }

  /// The matches in a range, in order and without overlaps; an empty match directly behind another does not count.
  ///
  /// Throws where a match takes so many attempts that the text would never be finished.
  func matches(_ text: [UInt32], _ range: Range<Int>) throws(TokenizerProblem) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var machine = PatternMachine(program: program, text: text, range: range)
    var position = range.lowerBound
    while position <= range.upperBound {
      if position & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      guard let end = machine.match(at: position) else {
        if machine.isExhausted { throw .patternTooSlow(position: position) }
        position += 1
        continue
      }
      if end > position {
        matches.append(position..<end)
        position = end
      } else {
        if matches.last?.upperBound != position { matches.append(position..<position) }
        position += 1
      }
    }
    return matches
  }
}

/// Runs a program at one place of a text, with a stack of what is still to be tried.
private struct PatternMachine {
  /// Where to go on when the present way fails.
  private struct Choice {
    let instruction: Int
    var position: Int
    /// For a run: how far it can be given back.
    let lowest: Int
  }

  let program: PatternProgram
  let text: [UInt32]
  let range: Range<Int>
  private var choices: [Choice] = []
  private var steps = 0

  /// Oniguruma's own limit for one match.
  private static let stepLimit = 10_000_000

  init(program: PatternProgram, text: [UInt32], range: Range<Int>) {
    self.program = program
    self.text = text
    self.range = range
  }

  var isExhausted: Bool { steps >= Self.stepLimit }

  /// Where the match that begins at a place ends, or nil.
  mutating func match(at start: Int) -> Int? {
    steps = 0
    choices.removeAll(keepingCapacity: true)
    return run(from: 0, at: start)
  }

  /// Runs instructions until they stop; leaves on the stack what was there before.
  private mutating func run(from first: Int, at start: Int) -> Int? {
    let base = choices.count
    var instruction = first
    var position = start
    while steps < Self.stepLimit {
      steps += 1
      if let (next, moved) = step(instruction, position) {
        if next < 0 {
          choices.removeSubrange(base...)
          return moved
        }
        (instruction, position) = (next, moved)
      } else {
        guard choices.count > base, let last = choices.last else { return nil }
        (instruction, position) = (last.instruction, last.position)
        if last.position > last.lowest {
          choices[choices.count - 1].position -= 1
        } else {
          choices.removeLast()
        }
      }
    }
    return nil
  }

  /// One instruction: where to go on and at which place, a negative instruction at the end, or nil where it fails.
  private mutating func step(_ index: Int, _ position: Int) -> (Int, Int)? {
    switch program.instructions[index] {
    case .one(let set):
      guard position < range.upperBound, program.sets[set].contains(text[position]) else { return nil }
      return (index + 1, position + 1)
    case .run(let set, let least, let most):
      let end = runEnd(set, position, most)
      guard end - position >= least else { return nil }
      if end - position > least {
        choices.append(Choice(instruction: index + 1, position: end - 1, lowest: position + least))
      }
      return (index + 1, end)
    case .keptRun(let set, let least, let most):
      let end = runEnd(set, position, most)
      return end - position >= least ? (index + 1, end) : nil
    case .fork(let first, let second):
      choices.append(Choice(instruction: second, position: position, lowest: position))
      return (first, position)
    case .jump(let target): return (target, position)
    case .look(let end, let isNegative):
      let found = run(from: index + 1, at: position) != nil
      return found != isNegative ? (end + 1, position) : nil
    case .commit(let end):
      return run(from: index + 1, at: position).map { (end + 1, $0) }
    case .lineStart:
      return position == range.lowerBound || text[position - 1] == 0x0a ? (index + 1, position) : nil
    case .lineEnd:
      return position == range.upperBound || text[position] == 0x0a ? (index + 1, position) : nil
    case .textStart: return position == range.lowerBound ? (index + 1, position) : nil
    case .textEnd: return position == range.upperBound ? (index + 1, position) : nil
    case .stop: return (-1, position)
    }
  }

  private func runEnd(_ set: Int, _ position: Int, _ most: Int) -> Int {
    let limit = most < range.upperBound - position ? position + most : range.upperBound
    var end = position
    while end < limit, program.sets[set].contains(text[end]) { end += 1 }
    return end
  }
}
