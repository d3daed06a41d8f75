/// The merges of byte-pair encoding: a pair of tokens to its rank and the token that it becomes.
struct MergeTable: Sendable {
  /// Left token in the upper half, right token in the lower; `free` for an empty slot.
  private var keys: [UInt64]
  /// Rank in the upper half, resulting token in the lower.
  private var values: [UInt64]
  private let shift: UInt64
  private static let free = UInt64.max
  private static let seed = UInt64.random(in: 0...UInt64.max) | 1

  init(capacity: Int) {
    var bits: UInt64 = 4
    while 1 << bits < capacity * 2 { bits += 1 }
    keys = [UInt64](repeating: Self.free, count: 1 << bits)
    values = [UInt64](repeating: 0, count: 1 << bits)
    shift = 64 - bits
  }

  /// Adds a merge; of two with the same pair the later counts. The table must have room.
  mutating func insert(_ left: Int, _ right: Int, rank: Int, result: Int) {
    let key = Self.key(Int32(left), Int32(right))
    let slot = findSlot(key)
    keys[slot] = key
    values[slot] = UInt64(rank) << 32 | UInt64(result)
  }

  /// Rank and result of a pair, or nil where there is no merge. A lower value merges first.
  func merge(_ left: Int32, _ right: Int32) -> (rank: UInt32, result: Int32)? {
    let key = Self.key(left, right)
    let slot = findSlot(key)
    guard keys[slot] == key else { return nil }
    return (UInt32(values[slot] >> 32), Int32(truncatingIfNeeded: values[slot]))
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  private func findSlot(_ key: UInt64) -> Int {
    // Multiplication by a random odd number, the upper bits of the product (Dietzfelbinger et al. 1997).
    let mixed = (key ^ (key >> 29)) &* Self.seed &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: mixed >> shift)
    while keys[slot] != Self.free, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }
}
