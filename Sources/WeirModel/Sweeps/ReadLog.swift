import Synchronization
import WeirTensor

/// What a measure reads from a run: a sweep notes it on the base and computes only this for each cell.
public final class ReadLog: Sendable {
  private struct State {
    var sites: Set<SiteStore.Key> = []
    /// Of each prompt, the positions whose logits are read.
    var positions: [Int: Set<Int>] = [:]
    /// The only tokens whose logits are read; nil when whole rows are.
    var tokens: Set<Int>? = []
    var isUsed = false
  }

  private let state = Mutex(State())
  /// Who else wants to know: the log of a run that a sweep inside of a measure takes for its base.
  private let outer: ReadLog?
  /// What is read of the first stack, in models with two.
  let encoder: ReadLog?

  public convenience init() { self.init(of: nil) }

  /// The log of what a measure reads from a run that may itself be watched.
  public init(of run: Run?) {
    outer = run?.log
    encoder = run?.encoderRun.map(ReadLog.init)
  }

  /// Whether anything at all was asked of the run: its numbers, or its prompts and interventions.
  public var isUsed: Bool { state.withLock { $0.isUsed } || encoder?.isUsed ?? false }

  /// Notes that something was asked of the run that is no number of a pass.
  public func noteUse() {
    outer?.noteUse()
    state.withLock { $0.isUsed = true }
  }

  func noteSite(_ key: SiteStore.Key) {
    outer?.noteSite(key)
    state.withLock { state in
      state.isUsed = true
      state.sites.insert(key)
    }
  }

  func noteLogits(_ prompt: Int, _ positions: [Int], tokens: [Int]?) {
    outer?.noteLogits(prompt, positions, tokens: tokens)
    state.withLock { state in
      state.isUsed = true
      state.positions[prompt, default: []].formUnion(positions)
      if let tokens { state.tokens?.formUnion(tokens) } else { state.tokens = nil }
    }
  }

  var sites: Set<SiteStore.Key> { state.withLock { $0.sites } }
  var positions: [Int: Set<Int>] { state.withLock { $0.positions } }
  var tokens: [Int]? { state.withLock { $0.tokens?.sorted() } }
}

/// Logits of some positions of each prompt, of all tokens or a few, that a sweep has computed for a cell.
final class PreparedLogits: @unchecked Sendable {
  /// Of each prompt, where a position's row stands.
  private let rows: [[Int: UnsafePointer<Float>]]
  /// The tokens of the columns; nil for the whole vocabulary.
  private let columns: [Int: Int]?
  private let width: Int
  /// Keeps the rows alive.
  private let owners: [FloatBuffer]

  init(rows: [[Int: UnsafePointer<Float>]], tokens: [Int]?, width: Int, owners: [FloatBuffer]) {
    self.rows = rows
    columns = tokens.map { Dictionary(uniqueKeysWithValues: $0.enumerated().map { ($0.element, $0.offset) }) }
    self.width = width
    self.owners = owners
  }

  /// Copies whole rows, if all of them are there.
  func give(_ prompt: Int, _ positions: [Int], into out: Rows) -> Bool {
    guard columns == nil, positions.allSatisfy({ rows[prompt][$0] != nil }) else { return false }
    for (index, position) in positions.enumerated() {
      if let row = rows[prompt][position] { out.row(index).update(from: row, count: width) }
    }
    return true
  }

  /// Copies some tokens' logits, if all of them are there.
  func give(_ prompt: Int, _ positions: [Int], tokens: [Int], into out: Rows) -> Bool {
    guard positions.allSatisfy({ rows[prompt][$0] != nil }) else { return false }
    var places: [Int] = []
    for token in tokens {
      guard let place = columns == nil ? token : columns?[token] else { return false }
      places.append(place)
    }
    for (index, position) in positions.enumerated() {
      guard let row = rows[prompt][position] else { return false }
      for (column, place) in places.enumerated() { out.row(index)[column] = row[place] }
    }
    return true
  }
}
