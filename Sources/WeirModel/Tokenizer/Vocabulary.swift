/// Tokens and their numbers, in one block of bytes with an index by content: no `String` a token.
struct Vocabulary: Sendable {
  /// Where a token's content lies in `bytes`.
  private struct Place {
    var start: UInt32
    var end: UInt32
    static let none = Place(start: .max, end: .max)
  }

  /// The contents of all tokens, UTF-8 as in the file.
  private var bytes: [UInt8] = []
  /// The place of each number's token, or `none`.
  private var places: [Place] = []
  /// By hash of content, linear probing: the hash's upper half above the number, `free` for an empty slot.
  ///
  /// The number of slots is a power of two. Keeping half of the hash saves looking at most other contents.
  private var slots: [UInt64]
  /// The number of different tokens.
  private(set) var count = 0

  /// Numbers beyond this belong to no real vocabulary, and would make tables of absurd size.
  static let numberLimit = 1 << 22

  private static let free = UInt64.max
  /// Differs from process to process, so that no file can be made whose tokens all collide.
  private static let seed = UInt64.random(in: 0...UInt64.max)

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: Self.free, count: size)
    places.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 8)
  }

  /// One more than the largest number.
  var numberEnd: Int { places.count }

  /// Adds a token; a content that is there already gets the new number.
  mutating func insert(_ token: String, _ number: Int) { insert(number) { $0.append(contentsOf: token.utf8) } }

  /// Adds the token whose bytes are appended by `write`; `number` must be below `numberLimit`.
  mutating func insert(_ number: Int, _ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    if places.count <= number {
      places.append(contentsOf: repeatElement(.none, count: number + 1 - places.count))
    }
    if (count + 1) * 2 > slots.count { grow() }
    let hash = Self.hash(bytes[start...])
    let slot = findSlot(bytes[start...], hash)
    if slots[slot] == Self.free {
      count += 1
    } else {
      places[Self.number(slots[slot])] = .none
    }
    slots[slot] = Self.entry(hash, number)
    places[number] = Place(start: UInt32(start), end: UInt32(bytes.count))
  }

  /// The number of a token, or nil.
  func number(of content: ArraySlice<UInt8>) -> Int? {
    let entry = slots[findSlot(content, Self.hash(content))]
    return entry == Self.free ? nil : Self.number(entry)
  }

  func number(of token: String) -> Int? { number(of: Array(token.utf8)[...]) }

  /// The content of a token, or nil for a number that no token has.
  func content(of number: Int) -> ArraySlice<UInt8>? {
    guard places.indices.contains(number), places[number].start != .max else { return nil }
    return bytes[Int(places[number].start)..<Int(places[number].end)]
  }

  func token(of number: Int) -> String? { content(of: number).map { String(decoding: $0, as: UTF8.self) } }

  /// Tokens in the order of their numbers.
  var tokens: some Sequence<(number: Int, token: String)> {
    places.indices.lazy.compactMap { number in token(of: number).map { (number, $0) } }
  }

  private func findSlot(_ content: ArraySlice<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.free {
      if slots[slot] >> 32 == hash >> 32 {
        let place = places[Self.number(slots[slot])]
        if Int(place.end - place.start) == content.count, place.start != .max,
          bytes[Int(place.start)..<Int(place.end)].elementsEqual(content)
        {
          return slot
        }
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let entries = slots.filter { $0 != Self.free }
    slots = [UInt64](repeating: Self.free, count: slots.count * 2)
    for entry in entries {
      let place = places[Self.number(entry)]
      guard place.start != .max else { continue }
      let content = bytes[Int(place.start)..<Int(place.end)]
      slots[findSlot(content, Self.hash(content))] = entry
    }
  }

  private static func entry(_ hash: UInt64, _ number: Int) -> UInt64 { (hash & 0xffff_ffff_0000_0000) | UInt64(number) }

  private static func number(_ entry: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: entry)) }

  /// FNV-1a with a random start, mixed so that both halves depend on every byte.
  private static func hash(_ content: ArraySlice<UInt8>) -> UInt64 {
    var hash = seed
    for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 32)) &* 0x9e37_79b9_7f4a_7c15
    return hash ^ (hash >> 29)
  }
}
