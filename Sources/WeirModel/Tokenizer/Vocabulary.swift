import WeirText

/// Tokens and their numbers, in one block of bytes with an index by content: no `String` a token.
struct Vocabulary: Sendable {
  /// The bytes of all tokens, UTF-8 as in the file.
  private var bytes: [UInt8] = []
  /// Where the token of each number begins and ends in `bytes`; an empty range beginning at `absent` for none.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Numbers by hash of content, linear probing, -1 for a free slot. Its size is a power of two.
  private var slots: [Int32]
  /// The number of different tokens.
  private(set) var count = 0

  /// Numbers beyond this belong to no real vocabulary, and would make tables of absurd size.
  static let numberLimit = 1 << 22

  private static let absent = UInt32.max
  /// Differs from process to process, so that no file can be made whose tokens all collide.
  private static let seed = UInt64.random(in: 0...UInt64.max)

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 8)
  }

  /// One more than the largest number.
  var numberEnd: Int { starts.count }

  /// Adds a token; a content that is there already gets the new number.
  mutating func insert(_ token: String, _ number: Int) { insert(number) { $0.append(contentsOf: token.utf8) } }

  /// Adds the token whose bytes `write` appends. `number` must be below `numberLimit`.
  mutating func insert(_ number: Int, _ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    while starts.count <= number {
      starts.append(Self.absent)
      ends.append(Self.absent)
    }
    if (count + 1) * 2 > slots.count { grow() }
    let slot = findSlot(bytes[start...])
    if slots[slot] >= 0 {
      let old = Int(slots[slot])
      if old != number {
        starts[old] = Self.absent
        ends[old] = Self.absent
      }
    } else {
      count += 1
    }
    slots[slot] = Int32(number)
    starts[number] = UInt32(start)
    ends[number] = UInt32(bytes.count)
  }

  /// The number of a token, or nil.
  func number(of content: ArraySlice<UInt8>) -> Int? {
    let number = slots[findSlot(content)]
    return number < 0 ? nil : Int(number)
  }

  func number(of token: String) -> Int? { number(of: Array(token.utf8)[...]) }

  /// The content of a token, or nil for a number that no token has.
  func content(of number: Int) -> ArraySlice<UInt8>? {
    guard starts.indices.contains(number), starts[number] != Self.absent else { return nil }
    return bytes[Int(starts[number])..<Int(ends[number])]
  }

  func token(of number: Int) -> String? { content(of: number).map { String(decoding: $0, as: UTF8.self) } }

  /// Tokens in the order of their numbers.
  var tokens: some Sequence<(number: Int, token: String)> {
    starts.indices.lazy.compactMap { number in token(of: number).map { (number, $0) } }
  }

  private func findSlot(_ content: ArraySlice<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(content)) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let start = Int(starts[number])
      let end = Int(ends[number])
      if end - start == content.count, bytes[start..<end].elementsEqual(content) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let numbers = slots.filter { $0 >= 0 }
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in numbers {
      slots[findSlot(bytes[Int(starts[Int(number)])..<Int(ends[Int(number)])])] = number
    }
  }

  /// FNV-1a with a random start, its upper bits folded in.
  private static func hash(_ content: ArraySlice<UInt8>) -> UInt64 {
    var hash = seed
    for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}
