import WeirTensor

/// The rows of one prompt in a pass: consecutive positions, the last of which ends the prompt.
///
/// A pass may carry many prompts, of one run or of many cells of a sweep; their rows stand under each other, so that
/// one product serves them all, and only attention looks at a segment alone. Positions before `first` are not in the
/// pass: their keys and values come from `earlier`.
struct Segment: Sendable {
  /// Which run of the pass it belongs to, and which of that run's prompts it is.
  var run: Int
  var prompt: Int
  var rows: Range<Int>
  /// The position of the first row.
  var first: Int
  var earlier: Earlier = .none
  /// The number of tokens of the whole prompt, where the pass ends before them.
  var wholeLength: Int?

  /// Where keys and values of the positions before `first` stand.
  enum Earlier: Sendable {
    case none
    /// In a cache that earlier passes have filled; with `appends`, this pass adds its rows to it.
    case cache(KeyValueCache, appends: Bool)
    /// In rows of this pass that belong to prompts with the same beginning: a row for each position.
    case rows([Int])
  }

  /// The position behind the last row: the number of keys that are read.
  var end: Int { first + rows.count }

  /// The number of tokens of the whole prompt, which some rotary positions look at.
  var promptLength: Int { wholeLength ?? end }

  /// The row of a position, or nil when it is not in the pass.
  func row(_ position: Int) -> Int? {
    (first..<end).contains(position) ? rows.lowerBound + position - first : nil
  }
}

/// Keys and values of positions that earlier passes have computed, of one prompt; with fewer slots than layers, of the
/// last layers only.
final class KeyValueCache: @unchecked Sendable {
  let width: Int
  let capacity: Int
  private let keys: [FloatBuffer]
  private let values: [FloatBuffer]

  /// Makes room for `capacity` positions of rows of `width` numbers in each of `slots` layers.
  init(slots: Int, capacity: Int, width: Int) {
    self.width = width
    self.capacity = capacity
    keys = (0..<slots).map { _ in FloatBuffer(count: capacity * width) }
    values = (0..<slots).map { _ in FloatBuffer(count: capacity * width) }
  }

  /// `[position, group · d_head]` of a layer.
  func rows(layer: Int) -> (keys: Rows, values: Rows) {
    (
      keys[layer % keys.count].rows(capacity, width: width), values[layer % keys.count].rows(capacity, width: width)
    )
  }
}
