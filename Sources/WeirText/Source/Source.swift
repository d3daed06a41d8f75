// A named text and its lines: what every span, message and completion refers to.

/// A text with a name: a script file, an entry at the prompt (`<in 7>`), or a module of Stdlib.
public final class Source: Sendable {
  /// What messages call it: a path, `<in 7>`, `<stdin>`, `std/lens`.
  public let name: String
  /// The text as UTF-8; every offset in a `Span` counts these bytes.
  public let bytes: [UInt8]
  /// Offsets at which lines begin; line 1 begins at 0.
  public let lineStarts: [Int]

  /// Makes a source of a text that is already known to be valid UTF-8.
  public init(name: String, text: String) {
    self.name = name
    self.bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text between two byte offsets.
  public func text(from lower: Int, to upper: Int) -> String {
    String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// The line (counted from 1) that holds a byte offset.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line (counted from 1), without its newline.
  public func lineRange(_ line: Int) -> Range<Int> {
    let lower = lineStarts[line - 1]
    let upper = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    return lower..<max(lower, upper)
  }
}
