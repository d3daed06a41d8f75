// Programs made from the grammar at the top of Parser.swift: what it promises, the parser must take.

/// Derives random programs from a grammar, as texts whose lines, blanks and comments stand in odd places.
///
/// The rules that grammars cannot say (positional arguments come first, a rest parameter is the last, headers hold no bare
/// brace) stand in `ProgramGenerator+Rules.swift`.
struct ProgramGenerator {
  let grammar: Grammar
  /// How many levels a rule needs at least.
  let depths: [String: Int]
  var random: Seeded
  var writer = ProgramWriter(seed: 1)
  var limits = Limits()

  /// What the place in the tree forbids.
  struct Limits {
    /// Levels that are left before only the shortest way on is taken.
    var depth = 0
    /// False in headers, where `{` begins the block.
    var allowsBraces = true
    /// True for the first word of a command's argument.
    var beginsArgument = false
    /// True in a command's argument, where a lambda ends before a pipe.
    var isItem = false
    /// True behind `|>`, where a function stands.
    var isTarget = false
    /// True where a string is a name.
    var isPlain = false
    /// True inside a list of parameters after one with a default.
    var needsDefault = false
    /// True for the last parameter.
    var isLast = false
    /// True after a named argument.
    var needsLabel = false
    /// Where interpolations nest.
    var strings = 0
  }

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    self.depths = ProgramGenerator.depths(grammar)
    self.random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
  }

  mutating func program() -> String {
    writer = ProgramWriter(seed: random.next() | 1)
    writer.noise = [0, 0, 1, 3][pick(4)]
    limits = Limits(depth: 3 + pick(9))
    if chance(12) {
      writer.sign("|>")
      limits.isTarget = true
      derive("target")
      limits.isTarget = false
      writer.end()
    }
    for _ in 0..<1 + pick(4) {
      statement()
      writer.end()
    }
    return writer.text
  }

  // MARK: Chances

  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &random) }

  /// True once in so many times.
  mutating func chance(_ count: Int) -> Bool { pick(count) == 0 }

  mutating func element<T>(_ items: [T]) -> T { items[pick(items.count)] }

  // MARK: Deriving

  mutating func derive(_ rule: String) {
    if token(rule) { return }
    limits.depth -= 1
    defer { limits.depth += 1 }
    if !special(rule), let form = grammar.rules[rule] { derive(form, rule) }
  }

  mutating func derive(_ form: Grammar.Form, _ rule: String) {
    switch form {
    case .terminal(let text): writer.sign(text)
    case .rule(let name):
      limits.isPlain = name == "STRING" && (rule == "field" || rule == "statement")
      derive(name)
    case .sequence(let parts):
      let outer = limits
      for part in parts {
        derive(part, rule)
        if case .terminal(let text) = part, ["(", "[", "{"].contains(text) {
          limits = Limits(depth: limits.depth, strings: limits.strings)
        }
      }
      if case .terminal(let text)? = parts.first, ["(", "[", "{"].contains(text) { limits = outer }
    case .choice(let alternatives):
      derive(alternatives[choose(alternatives, rule)], rule)
    case .optional(let part):
      if wants(part, rule) { derive(part, rule) }
    case .repeated(let part):
      while limits.depth > depth(part), chance(3) { derive(part, rule) }
    }
  }

  /// An alternative that fits the levels that are left, or the shortest.
  private mutating func choose(_ alternatives: [Grammar.Form], _ rule: String) -> Int {
    let allowed = alternatives.indices.filter { allows(alternatives[$0], rule) }
    let fitting = allowed.filter { depth(alternatives[$0]) <= limits.depth }
    if !fitting.isEmpty { return element(fitting) }
    return allowed.min { depth(alternatives[$0]) < depth(alternatives[$1]) } ?? 0
  }

  /// An operation whose loosest operators are those of a level.
  mutating func operation(from level: Int = 0) {
    var level = level
    // Most operations have few operators: without that every tree would be a tower of `not` and `-`.
    while level < grammar.levels.count, limits.depth < 2 || !chance(6) { level += 1 }
    guard level < grammar.levels.count else { return derive("postfix") }
    let row = grammar.levels[level]
    if row.isPrefix {
      guard row.operators[0] == "not" || !limits.beginsArgument else { return derive("postfix") }
      writer.prefix(row.operators[0])
      limits.beginsArgument = false
      return operation(from: chance(4) ? level : level + 1)
    }
    let isPower = row.operators == ["^"]
    operation(from: level + 1)
    limits.beginsArgument = false
    repeat {
      writer.infix(element(row.operators))
      operation(from: isPower ? level - 1 : level + 1)
    } while !row.isSingle && chance(3)
  }

  // MARK: Depths

  private func depth(_ form: Grammar.Form) -> Int { ProgramGenerator.depth(form, depths) }

  private static func depth(_ form: Grammar.Form, _ depths: [String: Int]) -> Int {
    switch form {
    case .terminal, .optional, .repeated: 0
    case .rule(let name): depths[name] ?? (Grammar.tokenNames.contains(name) ? 0 : 1000)
    case .sequence(let parts): parts.map { depth($0, depths) }.max() ?? 0
    case .choice(let parts): parts.map { depth($0, depths) }.min() ?? 0
    }
  }

  private static func depths(_ grammar: Grammar) -> [String: Int] {
    var depths: [String: Int] = ["operation": 2, "postfix": 1, "primary": 0]
    for _ in 0..<grammar.rules.count {
      for (name, form) in grammar.rules { depths[name] = min(1 + depth(form, depths), depths[name] ?? 1000) }
    }
    return depths
  }
}
