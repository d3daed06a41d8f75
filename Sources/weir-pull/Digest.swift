import CDownload

/// A running SHA-256 or SHA-1: what the hub names its files by.
struct Digest {
  enum Kind: String {
    /// Files in large-file storage.
    case sha256
    /// Other files: the hash git gives the content, which counts a short header too.
    case gitBlob = "sha1"
  }

  /// libcrypto's state; freed by `finish`, which every digest reaches.
  private let state: UnsafeMutableRawPointer?

  /// Begins the digest of a content of `byteCount` bytes.
  init(_ kind: Kind, byteCount: Int) {
    state = weir_digest_create(kind.rawValue)
    if kind == .gitBlob { update(Array("blob \(byteCount)\u{0}".utf8)) }
  }

  func update(_ bytes: [UInt8]) {
    guard let state else { return }
    bytes.withUnsafeBufferPointer { weir_digest_update(state, $0.baseAddress, $0.count) }
  }

  /// Ends it.
  /// - Returns: lower-case hexadecimal digits.
  func finish() -> String {
    guard let state else { return "" }
    var digits = [CChar](repeating: 0, count: 65)
    weir_digest_finish(state, &digits)
    return String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
