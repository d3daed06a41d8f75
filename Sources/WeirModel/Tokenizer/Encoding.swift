/// What a tokenizer makes of a text.
public struct Encoding: Sendable, Hashable {
  /// Token numbers.
  public var ids: [Int]
  /// The characters of the text that each token stands for, counted in Unicode scalars as Python counts them.
  ///
  /// Empty for tokens that the tokenizer adds. Several tokens may stand for parts of one character.
  public var offsets: [Range<Int>]

  public init(ids: [Int] = [], offsets: [Range<Int>] = []) {
    self.ids = ids
    self.offsets = offsets
  }

  public var count: Int { ids.count }

  mutating func append(_ id: Int, _ range: Range<Int>) {
    ids.append(id)
    offsets.append(range)
  }
}
