import WeirText

// Normalisers, pre-tokenisers, post-processors and decoders of a `tokenizer.json`.

extension TextNormalizer {
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let kind = try object.string("type")
    switch kind {
    case "BertNormalizer":
      self = .bert(
        BertCleaning(
          cleansText: try object.bool("clean_text", default: true),
          separatesChinese: try object.bool("handle_chinese_chars", default: true),
          stripsAccents: object["strip_accents"] == nil ? nil : try object.bool("strip_accents", default: true),
          lowercases: try object.bool("lowercase", default: true)))
    case "ByteLevel": self = .byteLevel
    case "Lowercase": self = .lowercase
    case "NFC": self = .nfc
    case "NFD": self = .nfd
    case "NFKC": self = .nfkc
    case "NFKD": self = .nfkd
    case "Nmt": self = .nmt
    case "Precompiled":
      let text = try object.string("precompiled_charsmap")
      guard let map = Base64.decode(text).flatMap({ CharactersMap($0) }) else {
        throw .badValue(
          object.name + "precompiled_charsmap", found: "\(text.utf8.count) characters",
          expected: "a compiled character map in base 64", path: object.path)
      }
      self = .precompiled(map)
    case "Prepend": self = .prepend(try object.string("prepend").unicodeScalars.map(\.value))
    case "Replace": self = .replace(try object.pattern(), try object.string("content").unicodeScalars.map(\.value))
    case "Sequence":
      var parts: [TextNormalizer] = []
      for part in try object.objects("normalizers") { parts.append(try TextNormalizer(part)) }
      self = .sequence(parts)
    case "Strip":
      self = .strip(
        left: try object.bool("strip_left", default: true), right: try object.bool("strip_right", default: true))
    case "StripAccents": self = .stripAccents
    default:
      throw object.unsupported(
        "type", kind,
        [
          "BertNormalizer", "ByteLevel", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled", "Prepend",
          "Replace", "Sequence", "Strip", "StripAccents",
        ])
    }
  }
}

extension PreTokenizer {
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let kind = try object.string("type")
    switch kind {
    case "BertPreTokenizer": self = .bert
    case "ByteLevel":
      self = .byteLevel(
        addsPrefixSpace: try object.bool("add_prefix_space", default: true),
        usesPattern: try object.bool("use_regex", default: true))
    case "CharDelimiterSplit": self = .delimiter(try object.scalar("delimiter"))
    case "Digits": self = .digits(individually: try object.bool("individual_digits", default: false))
    case "FixedLength": self = .fixedLength(max(1, try object.integer("length", default: 5)))
    case "Metaspace": self = .metaspace(try Metaspace(object))
    case "Punctuation": self = .punctuation(try object.behavior(default: .isolated))
    case "Sequence":
      var parts: [PreTokenizer] = []
      for part in try object.objects("pretokenizers") { parts.append(try PreTokenizer(part)) }
      self = .sequence(parts)
    case "Split":
      let isInverted = try object.bool("invert", default: false)
      let behavior = try object.behavior(default: nil)
      let isGPT2 = object["pattern"]?["Regex"]?.string == GPT2Pattern.text && behavior == .isolated
      self = isGPT2 ? .splitGPT2 : .split(try object.pattern(), behavior, inverted: isInverted)
    case "Whitespace": self = .whitespace
    case "WhitespaceSplit": self = .whitespaceSplit
    default:
      throw object.unsupported(
        "type", kind,
        [
          "BertPreTokenizer", "ByteLevel", "CharDelimiterSplit", "Digits", "FixedLength", "Metaspace", "Punctuation",
          "Sequence", "Split", "Whitespace", "WhitespaceSplit",
        ])
    }
  }
}

extension TokenDecoder {
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let kind = try object.string("type")
    switch kind {
    case "BPEDecoder": self = .suffix(try object.optionalString("suffix") ?? "</w>")
    case "ByteFallback": self = .byteFallback
    case "ByteLevel": self = .byteLevel
    case "Fuse": self = .fuse
    case "Metaspace": self = .metaspace(try Metaspace(object))
    case "Replace": self = .replace(try object.pattern(), try object.string("content"))
    case "Sequence":
      var parts: [TokenDecoder] = []
      for part in try object.objects("decoders") { parts.append(try TokenDecoder(part)) }
      self = .sequence(parts)
    case "Strip":
      self = .strip(
        Unicode.Scalar(try object.scalar("content")) ?? " ", start: try object.integer("start", default: 0),
        stop: try object.integer("stop", default: 0))
    case "WordPiece":
      self = .wordPiece(
        prefix: try object.optionalString("prefix") ?? "##", cleansUp: try object.bool("cleanup", default: true))
    default:
      throw object.unsupported(
        "type", kind,
        [
          "BPEDecoder", "ByteFallback", "ByteLevel", "Fuse", "Metaspace", "Replace", "Sequence", "Strip", "WordPiece",
        ])
    }
  }
}

extension Metaspace {
  fileprivate init(_ object: TokenizerObject) throws(TokenizerProblem) {
    replacement = try object.scalar("replacement")
    splits = try object.bool("split", default: true)
    let scheme = try object.optionalString("prepend_scheme") ?? "always"
    guard let known = Prepending(rawValue: scheme), known != .beginning else {
      throw object.unsupported("prepend_scheme", scheme, ["always", "first", "never"])
    }
    // Older files say it by a truth value.
    let addsPrefix = try object.bool("add_prefix_space", default: true)
    prepending = addsPrefix ? known : .never
  }
}

extension TokenizerObject {
  /// The single character of a value.
  fileprivate func scalar(_ key: String) throws(TokenizerProblem) -> UInt32 {
    let scalars = try string(key).unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else { throw bad(key, try value(key), "one character") }
    return scalar.value
  }

  fileprivate func behavior(default fallback: SplitBehavior?) throws(TokenizerProblem) -> SplitBehavior {
    guard let name = try optionalString("behavior") else {
      guard let fallback else { throw .missingKey(self.name + "behavior", path: path) }
      return fallback
    }
    guard let behavior = SplitBehavior(rawValue: name) else {
      throw unsupported(
        "behavior", name, ["Contiguous", "Isolated", "MergedWithNext", "MergedWithPrevious", "Removed"])
    }
    return behavior
  }

  /// A pattern: `{"Regex": "..."}` or `{"String": "..."}`.
  fileprivate func pattern() throws(TokenizerProblem) -> TokenPattern {
    let value = try value("pattern")
    do throws(PatternFault) {
      if let text = value["Regex"]?.string { return try TokenPattern(text) }
      if let text = value["String"]?.string { return try TokenPattern(literal: text) }
    } catch {
      throw .badPattern(value.excerpt(limit: 200), error.reason, path: path)
    }
    throw bad("pattern", value, "an object with `Regex` or `String`")
  }
}
