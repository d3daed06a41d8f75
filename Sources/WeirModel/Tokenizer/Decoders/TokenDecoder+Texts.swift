// Small changes to texts, by Unicode scalars: characters as Swift counts them would join what tokens keep apart.

extension TokenDecoder {
  static func joiningBytes(_ tokens: [String]) -> [String] {
    var result: [String] = []
    var bytes: [UInt8] = []
    func flush() {
      guard !bytes.isEmpty else { return }
      if let text = String(validating: bytes, as: UTF8.self) {
        result.append(text)
      } else {
        result += repeatElement("\u{fffd}", count: bytes.count)
      }
      bytes = []
    }
    for token in tokens {
      if let byte = ByteToken.byte(token) {
        bytes.append(byte)
      } else {
        flush()
        result.append(token)
      }
    }
    flush()
    return result
  }

  static func replacing(_ scalar: UInt32, in token: String, by replacement: Unicode.Scalar?) -> String {
    var result = String.UnicodeScalarView()
    for part in token.unicodeScalars {
      if part.value != scalar { result.append(part) } else if let replacement { result.append(replacement) }
    }
    return String(result)
  }

  static func replacing(_ pattern: TokenPattern, in token: String, by content: String) -> String {
    let scalars = token.unicodeScalars.map(\.value)
    // A pattern that gives up leaves the token as it is: a token is at most a few dozen characters.
    guard let matches = try? pattern.matches(scalars, 0..<scalars.count), !matches.isEmpty else { return token }
    var result = String.UnicodeScalarView()
    var position = 0
    for match in matches {
      result.append(contentsOf: AlignedText.string(scalars[position..<match.lowerBound]).unicodeScalars)
      result.append(contentsOf: content.unicodeScalars)
      position = match.upperBound
    }
    result.append(contentsOf: AlignedText.string(scalars[position...]).unicodeScalars)
    return String(result)
  }

  /// Every occurrence of a text replaced, from the left.
  static func replacing(_ part: String, in token: String, by content: String) -> String {
    let wanted = Array(part.utf8)
    let bytes = Array(token.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return token }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: wanted) {
        result += Array(content.utf8)
        index += wanted.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func dropping(_ prefix: String, from token: String) -> String? {
    guard token.utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: token.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  static func stripped(_ token: String, _ scalar: Unicode.Scalar, _ start: Int, _ stop: Int) -> String {
    let scalars = Array(token.unicodeScalars)
    let first = scalars.prefix(start).prefix { $0 == scalar }.count
    let last = scalars.suffix(stop).reversed().prefix { $0 == scalar }.count
    var result = String.UnicodeScalarView()
    if first < scalars.count - last { result.append(contentsOf: scalars[first..<(scalars.count - last)]) }
    return String(result)
  }

  /// English punctuation and contractions closed up.
  static func cleanedUp(_ token: String) -> String {
    let pairs = [
      (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
      (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]
    return pairs.reduce(token) { replacing($1.0, in: $0, by: $1.1) }
  }
}
