import WeirText

/// The files of a tokenizer: reading them, and their lines.
enum TokenizerFiles {
  static let sizeLimit = 256 << 20

  static func read(_ path: String) throws(TokenizerProblem) -> [UInt8] {
    switch FileSystem.read(path, limit: sizeLimit) {
    case .success(let bytes): return bytes
    case .failure(let failure): throw .cannotRead(path: path, reason: failure.reason)
    }
  }

  /// Calls `body` with every line, its number (from 1) and without its end (`\n` or `\r\n`); the file must be UTF-8.
  static func forEachLine(
    _ path: String, _ body: (Int, ArraySlice<UInt8>) throws(TokenizerProblem) -> Void
  ) throws(TokenizerProblem) {
    let bytes = try read(path)
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) { throw .notUTF8(path: path, offset: offset) }
    var start = 0
    var number = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
      let hasReturn = end > start && bytes[end - 1] == 0x0d
      try body(number, bytes[start..<(hasReturn ? end - 1 : end)])
      start = end + 1
      number += 1
    }
  }
}
