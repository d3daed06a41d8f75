import WeirFigure

/// What a terminal answered about pixels, and what else came meanwhile.
struct TerminalAnswer: Equatable {
  /// The protocol it has; kitty's before sixels.
  private(set) var pixels: PixelProtocol?
  /// Pixels of a column.
  private(set) var cellWidth: Int?
  /// Bytes that are no answer: keys that somebody pressed.
  private(set) var keys: [UInt8] = []

  /// A picture of one pixel that kitty's protocol only checks, the size of a cell, and the device attributes, which every
  /// terminal knows: when they come first, the others are not known.
  static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[16t\u{1B}[c"

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var hasSixels = false
    while let first = rest.first {
      if rest.starts(with: Array("\u{1B}_G".utf8)), let end = Self.find(Array("\u{1B}\\".utf8), in: rest) {
        if String(decoding: rest[..<end], as: UTF8.self).hasSuffix(";OK") { pixels = .kitty }
        rest = rest[(end + 2)...]
      } else if let (mark, numbers, final, end) = Self.control(rest), final == "c" && mark == "?" {
        hasSixels = hasSixels || numbers.contains(4)
        rest = rest[end...]
      } else if let (mark, numbers, final, end) = Self.control(rest), final == "t", mark == nil, numbers.first == 6 {
        if numbers.count == 3, numbers[2] > 0 { cellWidth = numbers[2] }
        rest = rest[end...]
      } else {
        keys.append(first)
        rest.removeFirst()
      }
    }
    if pixels == nil, hasSixels { pixels = .sixel }
  }

  private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: wanted) }
  }

  /// `ESC [ ? 62 ; 4 c`: its mark, its numbers, its last letter, and where it ends.
  private static func control(
    _ bytes: ArraySlice<UInt8>
  ) -> (mark: Character?, numbers: [Int], final: Character, end: Int)? {
    guard bytes.starts(with: Array("\u{1B}[".utf8)) else { return nil }
    var place = bytes.startIndex + 2
    let isMarked = place < bytes.endIndex && bytes[place] == UInt8(ascii: "?")
    if isMarked { place += 1 }
    let start = place
    while place < bytes.endIndex, (0x30...0x39).contains(bytes[place]) || bytes[place] == UInt8(ascii: ";") {
      place += 1
    }
    guard place < bytes.endIndex else { return nil }
    let numbers = String(decoding: bytes[start..<place], as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    return (isMarked ? "?" : nil, numbers, Character(UnicodeScalar(bytes[place])), place + 1)
  }
}
