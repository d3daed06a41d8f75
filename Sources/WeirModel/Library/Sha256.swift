import CKernels

/// A running SHA-256, which names a content independently of where it lies.
struct Sha256 {
  private var state = weir_sha256()

  init() { weir_sha256_begin(&state) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    weir_sha256_update(&state, bytes.baseAddress, bytes.count)
  }

  mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The digest as lower-case hexadecimal digits; nothing may be added afterwards.
  mutating func finish() -> String {
    var result = [UInt8](repeating: 0, count: 32)
    weir_sha256_finish(&state, &result)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: result.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of one content.
  static func digest(_ bytes: [UInt8]) -> String {
    var digest = Sha256()
    digest.update(bytes)
    return digest.finish()
  }
}
