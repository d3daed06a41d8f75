/// A pattern as instructions for a backtracking machine.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes one character of a set.
    case one(Int)
    /// Takes as many characters of a set as there are, `least` at least and `most` at most, and gives them back one by one.
    case run(Int, least: Int, most: Int)
    /// The same without giving back.
    case keptRun(Int, least: Int, most: Int)
    /// Tries the first place, then the second.
    case fork(Int, Int)
    case jump(Int)
    /// Runs the instructions up to `end`, which stops them; then goes on behind it where they began, or fails.
    case look(end: Int, isNegative: Bool)
    /// Runs the instructions up to `end` and goes on with the first way they match.
    case commit(end: Int)
    case lineStart
    case lineEnd
    case textStart
    case textEnd
    /// The end of the pattern, or of what `look` and `commit` run.
    case stop
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [PreparedSet] = []

  init(_ node: PatternNode) throws(PatternFault) {
    try emit(node)
    instructions.append(.stop)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternFault) {
    guard instructions.count < 20_000 else { throw PatternFault(reason: "so many parts") }
    switch node {
    case .set(let set): instructions.append(.one(add(set)))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .alternatives(let branches): try emit(branches)
    case .repetition(let part, let least, let most, let greed): try emit(part, least, most, greed)
    case .lookAhead(let part, let isNegative):
      let start = reserve()
      try emit(part)
      instructions[start] = .look(end: instructions.count, isNegative: isNegative)
      instructions.append(.stop)
    case .atomic(let part):
      let start = reserve()
      try emit(part)
      instructions[start] = .commit(end: instructions.count)
      instructions.append(.stop)
    case .lineStart: instructions.append(.lineStart)
    case .lineEnd: instructions.append(.lineEnd)
    case .textStart: instructions.append(.textStart)
    case .textEnd: instructions.append(.textEnd)
    }
  }

  private mutating func emit(_ branches: [PatternNode]) throws(PatternFault) {
    var exits: [Int] = []
    for (index, branch) in branches.enumerated() {
      if index == branches.count - 1 {
        try emit(branch)
      } else {
        let fork = reserve()
        try emit(branch)
        exits.append(reserve())
        instructions[fork] = .fork(fork + 1, instructions.count)
      }
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func emit(
    _ part: PatternNode, _ least: Int, _ most: Int?, _ greed: PatternNode.Greed
  ) throws(PatternFault) {
    if case .set(let set) = part, greed != .lazy {
      let index = add(set)
      let limit = most ?? Int.max
      instructions.append(
        greed == .greedy ? .run(index, least: least, most: limit) : .keptRun(index, least: least, most: limit))
      return
    }
    if greed == .possessive { return try emit(.atomic(.repetition(part, least: least, most: most, .greedy))) }
    for _ in 0..<least { try emit(part) }
    if let most {
      var forks: [Int] = []
      for _ in least..<max(least, most) {
        forks.append(reserve())
        try emit(part)
      }
      for fork in forks { instructions[fork] = choice(fork + 1, instructions.count, greed) }
    } else {
      let fork = reserve()
      try emit(part)
      instructions.append(.jump(fork))
      instructions[fork] = choice(fork + 1, instructions.count, greed)
    }
  }

  private func choice(_ body: Int, _ exit: Int, _ greed: PatternNode.Greed) -> Instruction {
    greed == .lazy ? .fork(exit, body) : .fork(body, exit)
  }

  /// Makes room for an instruction that is known later.
  private mutating func reserve() -> Int {
    instructions.append(.stop)
    return instructions.count - 1
  }

  private mutating func add(_ set: PatternSet) -> Int {
    sets.append(PreparedSet(set))
    return sets.count - 1
  }
}
