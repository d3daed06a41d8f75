import WeirText

/// How a text is made uniform before it is cut; each case but SentencePiece's own does what the class of its name
/// in Hugging Face tokenizers does.
indirect enum TextNormalizer: Sendable {
  case bert(BertCleaning)
  case byteLevel
  case lowercase
  case nfc
  case nfd
  case nfkc
  case nfkd
  case nmt
  case precompiled(CharactersMap)
  case prepend([UInt32])
  case replace(TokenPattern, [UInt32])
  case sentencePiece(SentencePieceNormalizer)
  case sequence([TextNormalizer])
  case strip(left: Bool, right: Bool)
  case stripAccents

  func apply(_ text: AlignedText) throws(TokenizerProblem) -> AlignedText {
    switch self {
    case .bert(let cleaning): return cleaning.apply(text)
    case .byteLevel: return text.byteLevel
    case .lowercase: return text.lowercased
    case .nfc: return text.transformed(UnicodeNormalization.composed(text.scalars, compatibility: false))
    case .nfd: return text.transformed(UnicodeNormalization.decomposed(text.scalars, compatibility: false))
    case .nfkc: return text.transformed(UnicodeNormalization.composed(text.scalars, compatibility: true))
    case .nfkd: return text.transformed(UnicodeNormalization.decomposed(text.scalars, compatibility: true))
    case .nmt: return Self.nmt(text)
    case .precompiled(let map): return map.apply(text)
    case .prepend(let prefix): return text.prepending(prefix)
    case .replace(let pattern, let content):
      return try Self.replace(try pattern.matches(text.scalars, 0..<text.count), of: text, by: content)
    case .sentencePiece(let normalizer): return normalizer.apply(text)
    case .sequence(let parts):
      var result = text
      for part in parts { result = try part.apply(result) }
      return result
    case .strip(let left, let right):
      var range = 0..<text.count
      if left { range = (range.firstIndex { !CharacterClass.isSpace(text.scalars[$0]) } ?? text.count)..<text.count }
      if right, let last = range.last(where: { !CharacterClass.isSpace(text.scalars[$0]) }) {
        range = range.lowerBound..<(last + 1)
      } else if right {
        range = range.lowerBound..<range.lowerBound
      }
      return text.slice(range)
    case .stripAccents: return text.filtered { !OldUnicode.isMark9($0) }
    }
  }

  /// Matches give way to a content, unless replacements upon replacements make a text without end.
  private static func replace(
    _ matches: [Range<Int>], of text: AlignedText, by content: [UInt32]
  ) throws(TokenizerProblem) -> AlignedText {
    let (grown, overflows) = matches.count.multipliedReportingOverflow(by: content.count)
    let original = Int(text.ends.last ?? 0)
    guard !overflows, text.count + grown <= max(1 << 20, 64 * original) else {
      throw .textGrows(from: original, to: overflows ? .max : text.count + grown)
    }
    return text.replacing(matches, with: content)
  }

  /// Control characters away, odd kinds of blanks to blanks (the rule of the NMT papers' preparation).
  private static func nmt(_ text: AlignedText) -> AlignedText {
    text.filtered { scalar in
      switch scalar {
      case 0x01...0x08, 0x0b, 0x0e...0x1f, 0x7f, 0x8f, 0x9f: false
      default: true
      }
    }.mapped { scalar in
      switch scalar {
      case 0x09, 0x0a, 0x0c, 0x0d, 0x1680, 0x200b...0x200f, 0x2028, 0x2029, 0x2581, 0xfeff, 0xfffd: 0x20
      default: scalar
      }
    }
  }
}

extension AlignedText {
  /// Every byte as a visible character.
  var byteLevel: AlignedText {
    var result = AlignedText()
    result.appendByteLevel(self, 0..<count)
    return result
  }

  /// Appends the bytes of a part of another text as visible characters.
  mutating func appendByteLevel(_ source: AlignedText, _ range: Range<Int>) {
    let alphabet = ByteAlphabet.characters
    var encoded: [UInt8] = []
    for index in range {
      if index & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      let scalar = source.scalars[index]
      if scalar < 0x80 {
        append(alphabet[Int(scalar)], like: source, at: index)
      } else {
        encoded.removeAll(keepingCapacity: true)
        scalar.appendUTF8(to: &encoded)
        for byte in encoded { append(alphabet[Int(byte)], like: source, at: index) }
      }
    }
  }

  /// Each character in its lower-case form, which may be several.
  var lowercased: AlignedText {
    var result = AlignedText()
    result.reserve(count)
    for (index, scalar) in scalars.enumerated() {
      if index & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      if scalar < 0x80 {
        result.append(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar, like: self, at: index)
      } else if let properties = Unicode.Scalar(scalar)?.properties {
        for lower in properties.lowercaseMapping.unicodeScalars { result.append(lower.value, like: self, at: index) }
      }
    }
    return result
  }

  /// Matches give way to a content, whose characters all take the origin of the last character that was replaced.
  func replacing(_ matches: [Range<Int>], with content: [UInt32]) -> AlignedText {
    guard !matches.isEmpty else { return self }
    var result = AlignedText()
    result.reserve(count)
    var position = 0
    for (place, match) in matches.enumerated() {
      if place & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      result.append(self, position..<match.lowerBound)
      for scalar in content {
        if match.upperBound > 0 {
          result.append(scalar, like: self, at: match.upperBound - 1)
        } else {
          result.append(scalar, starts.first ?? 0, starts.first ?? 0)
        }
      }
      position = match.upperBound
    }
    result.append(self, position..<count)
    return result
  }
}
