/// Which positions of a prompt: all, some by number (negative ones from the end), a stretch, or where a text stands.
public enum Positions: Sendable, Hashable {
  case all
  case list([Int])
  /// Half-open; nil means the beginning or the end, negative numbers count from the end.
  case slice(from: Int?, to: Int?)
  /// The tokens that spell a text, which must occur exactly once.
  case text(String)
  /// A list for each prompt of a batch.
  case perPrompt([[Int]])

  /// One position.
  public static func at(_ position: Int) -> Positions { .list([position]) }

  /// The positions in each prompt, counted from the start; nil for all.
  /// - Throws: `ModelProblem.positionOutside`, `.textNotFound`, `.textTwice`.
  func resolved(in batch: PromptBatch, _ model: Model) throws(ModelProblem) -> [[Int]]? {
    if self == .all { return nil }
    var result: [[Int]] = []
    for index in 0..<batch.count { result.append(try resolved(prompt: index, batch, model)) }
    return result
  }

  /// Those of one prompt of a batch.
  func of(prompt: Int) -> Positions { if case .perPrompt(let lists) = self { .list(lists[prompt]) } else { self } }

  /// Whether prompts of different lengths or texts may have them at different places.
  var dependsOnPrompt: Bool {
    switch self {
    case .all, .text: true
    case .list(let positions): positions.contains { $0 < 0 }
    case .slice(let from, let to): from.map { $0 < 0 } ?? false || to.map { $0 < 0 } ?? true
    case .perPrompt(let lists): lists.contains { $0.contains { $0 < 0 } }
    }
  }

  /// The positions in one prompt, counted from the start.
  func resolved(prompt: Int, _ batch: PromptBatch, _ model: Model) throws(ModelProblem) -> [Int] {
    let length = batch.tokens[prompt].count
    let name = batch.isBatch ? "prompt \(prompt)" : "the prompt"
    func place(_ position: Int) throws(ModelProblem) -> Int {
      guard position >= -length, position < length else {
        throw .positionOutside(position, length: length, what: name)
      }
      return position < 0 ? position + length : position
    }
    func places(_ positions: [Int]) throws(ModelProblem) -> [Int] {
      var result: [Int] = []
      for position in positions { result.append(try place(position)) }
      return result
    }
    switch self {
    case .all: return Array(0..<length)
    case .list(let positions): return try places(positions)
    case .slice(let from, let to):
      let lower = try from.map { from throws(ModelProblem) in from == length ? length : try place(from) } ?? 0
      let upper = try to.map { to throws(ModelProblem) in to == length ? length : try place(to) } ?? length
      return Array(lower..<max(lower, upper))
    case .text(let text): return try Positions.find(text, batch.tokens[prompt].map(model.tokenText), name)
    case .perPrompt(let lists):
      guard lists.count == batch.count else {
        throw .positionListsDisagree(lists: lists.count, prompts: batch.count)
      }
      return try places(lists[prompt])
    }
  }

  /// The stretch of tokens that spells a text.
  static func find(_ text: String, _ tokens: [String], _ name: String) throws(ModelProblem) -> [Int] {
    let wanted = Array(text.utf8)
    let pieces = tokens.map { Array($0.utf8) }
    var found: [[Int]] = []
    for start in tokens.indices where !wanted.isEmpty {
      var spelled: [UInt8] = []
      var end = start
      while end < tokens.count, spelled.count < wanted.count {
        spelled += pieces[end]
        end += 1
      }
      if spelled == wanted { found.append(Array(start..<end)) }
    }
    guard let first = found.first else { throw .textNotFound(text, prompt: name, tokens: tokens) }
    guard found.count == 1 else { throw .textTwice(text, prompt: name, positions: found.compactMap(\.first)) }
    return first
  }

  /// `3`, `-1`, `2..<5`, `" cat"`; nil for all.
  public var text: String? {
    switch self {
    case .all: nil
    case .list(let positions) where positions.count == 1: "\(positions[0])"
    case .list(let positions): "[" + positions.map { "\($0)" }.joined(separator: ", ") + "]"
    case .slice(let from, let to): "\(from.map { "\($0)" } ?? "")..<\(to.map { "\($0)" } ?? "")"
    case .text(let text): "\"\(text)\""
    case .perPrompt(let lists) where lists.count == 1: Positions.list(lists[0]).text
    case .perPrompt(let lists):
      "[" + lists.map { "[" + $0.map { "\($0)" }.joined(separator: ", ") + "]" }.joined(separator: ", ") + "]"
    }
  }
}
