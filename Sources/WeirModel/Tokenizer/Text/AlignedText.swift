import WeirText

/// A text being normalised, each of whose characters knows the characters of the original that it came from.
///
/// Characters are Unicode scalars, as in Python; offsets count them. The rules by which alignments pass through a change
/// are those of Hugging Face tokenizers, so that offsets agree to the last odd case.
struct AlignedText: Sendable {
  private(set) var scalars: [UInt32]
  /// Where the origin of each scalar begins and ends in the original text.
  private(set) var starts: [Int32]
  private(set) var ends: [Int32]

  init() {
    scalars = []
    starts = []
    ends = []
  }

  /// A text as it was given.
  init(_ text: String) {
    self.init()
    reserve(text.utf8.count)
    var position: Int32 = 0
    for scalar in text.unicodeScalars {
      if position & 0xFFFF == 0, Interrupt.isRequested { break }
      append(scalar.value, position, position + 1)
      position += 1
    }
  }

  var count: Int { scalars.count }

  mutating func reserve(_ capacity: Int) {
    scalars.reserveCapacity(capacity)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
  }

  mutating func append(_ scalar: UInt32, _ start: Int32, _ end: Int32) {
    scalars.append(scalar)
    starts.append(start)
    ends.append(end)
  }

  /// Appends a part of another text with its origins.
  mutating func append(_ other: AlignedText, _ range: Range<Int>) {
    scalars.append(contentsOf: other.scalars[range])
    starts.append(contentsOf: other.starts[range])
    ends.append(contentsOf: other.ends[range])
  }

  /// Appends a character that takes the origin of a character of another text.
  mutating func append(_ scalar: UInt32, like other: AlignedText, at index: Int) {
    append(scalar, other.starts[index], other.ends[index])
  }

  func slice(_ range: Range<Int>) -> AlignedText {
    var part = AlignedText()
    part.append(self, range)
    return part
  }

  var string: String { Self.string(scalars[...]) }

  static func string(_ scalars: ArraySlice<UInt32>) -> String {
    var view = String.UnicodeScalarView()
    for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{fffd}") }
    return String(view)
  }
}

/// A character of a changed text, and what it stands for.
struct CharacterChange {
  let scalar: UInt32
  /// 1 for an inserted character, 0 for one that replaces the next, -n for one that replaces the next and swallows n more.
  let change: Int
}

extension AlignedText {
  /// The text that results when changes are applied to all of it, `removed` characters at its front left out first.
  func transformed(_ changes: some Sequence<CharacterChange>, removed: Int = 0) -> AlignedText {
    var result = AlignedText()
    result.reserve(count)
    var position = removed
    for change in changes {
      if result.count & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      if change.change > 0 {
        // An inserted character shares the origin of the one before it; at the very front there is none.
        if position > 0 {
          result.append(change.scalar, like: self, at: min(position, count) - 1)
        } else {
          let front = starts.first ?? 0
          result.append(change.scalar, front, front)
        }
      } else {
        if position < count {
          result.append(change.scalar, like: self, at: position)
        } else if count > 0 {
          result.append(change.scalar, like: self, at: count - 1)
        }
        position += 1 - change.change
      }
    }
    return result
  }

  /// The text with characters in front, which share the origin of its first character; an empty text stays empty.
  func prepending(_ prefix: [UInt32]) -> AlignedText {
    guard count > 0 else { return self }
    var result = AlignedText()
    result.reserve(count + prefix.count)
    for scalar in prefix { result.append(scalar, like: self, at: 0) }
    result.append(self, 0..<count)
    return result
  }

  /// The text with only the characters that pass.
  func filtered(_ keeps: (UInt32) -> Bool) -> AlignedText {
    var result = AlignedText()
    result.reserve(count)
    for (index, scalar) in scalars.enumerated() where keeps(scalar) {
      if result.count & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      result.append(scalar, like: self, at: index)
    }
    return result
  }

  /// The text with every character replaced by one other.
  func mapped(_ replacement: (UInt32) -> UInt32) -> AlignedText {
    var result = self
    for index in scalars.indices { result.scalars[index] = replacement(scalars[index]) }
    return result
  }
}
