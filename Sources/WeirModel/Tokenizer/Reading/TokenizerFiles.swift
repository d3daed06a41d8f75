import WeirText

/// The files of a tokenizer, of at most 256 MiB each.
enum TokenizerFiles {
  static let sizeLimit = 256 << 20

  static func read(_ path: String) throws(TokenizerProblem) -> [UInt8] {
    switch FileSystem.read(path, limit: sizeLimit) {
    case .success(let bytes): return bytes
    case .failure(let failure): throw .cannotRead(path: path, reason: failure.reason)
    }
  }
}

/// The lines of a UTF-8 file with their numbers from 1, without their ends (`\n` or `\r\n`).
struct TokenizerLines: Sequence {
  private let bytes: [UInt8]
  /// The number of lines.
  let count: Int

  init(_ path: String) throws(TokenizerProblem) {
    bytes = try TokenizerFiles.read(path)
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) { throw .notUTF8(path: path, offset: offset) }
    count = bytes.reduce(bytes.last == 0x0a ? 0 : 1) { $1 == 0x0a ? $0 + 1 : $0 }
  }

  struct Iterator: IteratorProtocol {
    fileprivate let bytes: [UInt8]
    fileprivate var start = 0
    fileprivate var number = 0

    mutating func next() -> (number: Int, line: ArraySlice<UInt8>)? {
      guard start < bytes.count else { return nil }
      var end = start
      while end < bytes.count, bytes[end] != 0x0a { end += 1 }
      let hasReturn = end > start && bytes[end - 1] == 0x0d
      defer { start = end + 1 }
      number += 1
      return (number, bytes[start..<(hasReturn ? end - 1 : end)])
    }
  }

  func makeIterator() -> Iterator { Iterator(bytes: bytes) }
}
