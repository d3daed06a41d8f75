/// The merges of byte-pair encoding: a pair of tokens to its rank and the token that it becomes.
struct MergeTable: Sendable {
  private struct Slot {
    /// Left token in the upper half, right token in the lower; `free` for an empty slot.
    var key: UInt64
    var rank: UInt32
    var result: Int32
  }

  private var slots: [Slot]
  private let shift: UInt64
  private static let free = UInt64.max
  private static let seed = UInt64.random(in: 0...UInt64.max) | 1

  init(capacity: Int) {
    var bits: UInt64 = 4
    while 1 << bits < capacity * 2 { bits += 1 }
    slots = [Slot](repeating: Slot(key: Self.free, rank: 0, result: 0), count: 1 << bits)
    shift = 64 - bits
  }

  /// Adds a merge, for which the table must have room; of two with the same pair the later counts.
  mutating func insert(_ left: Int, _ right: Int, rank: Int, result: Int) {
    let key = Self.key(Int32(left), Int32(right))
    slots[findSlot(key)] = Slot(key: key, rank: UInt32(rank), result: Int32(result))
  }

  /// Rank and result of a pair, or nil where there is no merge; the lower rank merges first.
  func merge(_ left: Int32, _ right: Int32) -> (rank: UInt32, result: Int32)? {
    let key = Self.key(left, right)
    let slot = slots[findSlot(key)]
    return slot.key == key ? (slot.rank, slot.result) : nil
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  private func findSlot(_ key: UInt64) -> Int {
    // Multiplication by a random odd number, the upper bits of the product (Dietzfelbinger et al. 1997).
    let mixed = (key ^ (key >> 29)) &* Self.seed &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: mixed >> shift)
    while slots[slot].key != Self.free, slots[slot].key != key { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }
}
