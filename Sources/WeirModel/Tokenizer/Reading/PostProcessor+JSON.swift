import WeirText

extension PostProcessor {
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let kind = try object.string("type")
    switch kind {
    case "BertProcessing": self = try Self.frame(object)
    case "ByteLevel":
      self = .byteLevel(
        addsPrefixSpace: try object.bool("add_prefix_space", default: true),
        trimsOffsets: try object.bool("trim_offsets", default: true))
    case "RobertaProcessing":
      self = .sequence([
        .byteLevel(
          addsPrefixSpace: try object.bool("add_prefix_space", default: true),
          trimsOffsets: try object.bool("trim_offsets", default: true)),
        try Self.frame(object, isDoubled: true),
      ])
    case "Sequence":
      var parts: [PostProcessor] = []
      for part in try object.objects("processors") { parts.append(try PostProcessor(part)) }
      self = .sequence(parts)
    case "TemplateProcessing": self = try Self.template(object)
    default:
      throw object.unsupported(
        "type", kind, ["BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing"])
    }
  }

  /// `sep` and `cls` as pairs of content and number.
  private static func frame(_ object: TokenizerObject, isDoubled: Bool = false) throws(TokenizerProblem)
    -> PostProcessor
  {
    func number(_ key: String) throws(TokenizerProblem) -> Int {
      let value = try object.value(key)
      guard let number = value.elements.dropFirst().first(where: { _ in true })?.integer, number >= 0 else {
        throw object.bad(key, value, "a pair [token, number]")
      }
      return number
    }
    return .frame(first: try number("cls"), last: try number("sep"), isDoubled: isDoubled)
  }

  /// The pieces of `single`: objects `SpecialToken` and `Sequence`, or texts such as `[CLS]` and `$A:0`.
  private static func template(_ object: TokenizerObject) throws(TokenizerProblem) -> PostProcessor {
    var before: [Int] = []
    var after: [Int] = []
    var hasText = false
    func add(_ name: String) throws(TokenizerProblem) {
      let ids = object["special_tokens"]?[name]?["ids"]
      guard let ids, ids.kind == .array else {
        throw .missingKey(object.name + "special_tokens.\(name)", path: object.path)
      }
      for id in ids.elements {
        guard let number = id.integer, number >= 0 else { throw object.bad("special_tokens", id, "token numbers") }
        if hasText { after.append(number) } else { before.append(number) }
      }
    }
    let single = try object.value("single")
    let pieces: [JSON] = single.kind == .array ? Array(single.elements) : []
    for piece in pieces {
      if piece["Sequence"] != nil {
        hasText = true
      } else if let name = piece["SpecialToken"]?["id"]?.string {
        try add(name)
      } else if let text = piece.string {
        if text.hasPrefix("$") { hasText = true } else { try add(String(text.split(separator: ":")[0])) }
      } else {
        throw object.bad("single", piece, "a sequence or a special token")
      }
    }
    for text in (single.string ?? "").split(separator: " ") {
      if text.hasPrefix("$") { hasText = true } else { try add(String(text.split(separator: ":")[0])) }
    }
    guard hasText else { throw object.bad("single", single, "a template that holds the text") }
    return .template(before: before, after: after, pair: try pair(object))
  }

  /// The pieces of `pair`: objects with `id` and `type_id`, or texts such as `[SEP]:0` and `$B:1`.
  private static func pair(_ object: TokenizerObject) throws(TokenizerProblem) -> [PairPiece] {
    guard let pair = object["pair"] else { return [] }
    var pieces: [PairPiece] = []
    func add(_ name: String, _ segment: Int, isText: Bool) throws(TokenizerProblem) {
      guard (0..<256).contains(segment) else { throw object.bad("pair", pair, "segments from 0") }
      if isText {
        pieces.append(name.hasSuffix("B") ? .second(segment: segment) : .first(segment: segment))
        return
      }
      guard let ids = object["special_tokens"]?[name]?["ids"], ids.kind == .array else {
        throw .missingKey(object.name + "special_tokens.\(name)", path: object.path)
      }
      for id in ids.elements {
        guard let number = id.integer, number >= 0 else { throw object.bad("special_tokens", id, "token numbers") }
        pieces.append(.token(number, segment: segment))
      }
    }
    func add(_ text: String) throws(TokenizerProblem) {
      let parts = text.split(separator: ":")
      guard let name = parts.first.map(String.init) else { return }
      try add(name, parts.count > 1 ? Int(parts[1]) ?? 0 : 0, isText: name.hasPrefix("$"))
    }
    for piece in pair.kind == .array ? Array(pair.elements) : [] {
      if let inner = piece["Sequence"], let name = inner["id"]?.string {
        try add(name, inner["type_id"]?.integer ?? 0, isText: true)
      } else if let inner = piece["SpecialToken"], let name = inner["id"]?.string {
        try add(name, inner["type_id"]?.integer ?? 0, isText: false)
      } else if let text = piece.string {
        try add(text)
      } else {
        throw object.bad("pair", piece, "a sequence or a special token")
      }
    }
    for text in (pair.string ?? "").split(separator: " ") { try add(String(text)) }
    return pieces
  }
}
