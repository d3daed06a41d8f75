import WeirText

/// What stands beside a vocabulary: `tokenizer_config.json`, `special_tokens_map.json`, `added_tokens.json`.
struct TokenizerSettings {
  private(set) var roles = RoleNames()
  private(set) var addsPrefixSpace = false
  /// BERT's cleaning of texts.
  private(set) var lowercases = true
  private(set) var separatesChinese = true
  private(set) var stripsAccents: Bool?
  /// Whether the beginning and the end of a sequence are to be marked, where the file says so.
  private(set) var addsBeginning: Bool?
  private(set) var addsEnd: Bool?
  /// How transformers reads SentencePiece's BPE: once, each stretch of text between special tokens began with a blank mark.
  ///
  /// Files that say `legacy: false` give one to the text's own beginning only, and not where that is a blank.
  private(set) var isLegacy = true
  /// The name of the class in transformers: `LlamaTokenizer`.
  private(set) var className = ""
  private(set) var addedTokens: [AddedToken] = []

  init() {}

  init(folder: String) throws(TokenizerProblem) {
    if let file = try Self.file(folder, "tokenizer_config.json") {
      roles.add(file)
      addsPrefixSpace = try file.bool("add_prefix_space", default: false)
      lowercases = try file.bool("do_lower_case", default: true)
      separatesChinese = try file.bool("tokenize_chinese_chars", default: true)
      stripsAccents = file["strip_accents"] == nil ? nil : try file.bool("strip_accents", default: true)
      addsBeginning = file["add_bos_token"] == nil ? nil : try file.bool("add_bos_token", default: true)
      addsEnd = file["add_eos_token"] == nil ? nil : try file.bool("add_eos_token", default: true)
      isLegacy = try file.bool("legacy", default: true)
      className = try file.optionalString("tokenizer_class") ?? ""
      if let list = try file.object("added_tokens_decoder") {
        for (key, value) in list.json.members {
          guard let number = key.string.flatMap({ Int($0) }), number >= 0 else {
            throw list.bad(key.excerpt(), value, "keys that are token numbers")
          }
          addedTokens.append(
            try AddedToken(TokenizerObject(value, path: file.path, name: "added_tokens_decoder"), number: number))
        }
      }
    }
    if let file = try Self.file(folder, "special_tokens_map.json") { roles.add(file) }
    if let file = try Self.file(folder, "added_tokens.json"), addedTokens.isEmpty {
      for (key, value) in file.json.members {
        guard let content = key.string, let number = value.integer, (0..<Vocabulary.numberLimit).contains(number) else {
          throw file.bad(key.excerpt(), value, "a token number")
        }
        addedTokens.append(AddedToken(content: content, number: number, isNormalized: true))
      }
    }
  }

  /// The added tokens of a tokenizer that has no `tokenizer.json`: those listed, and the tokens with a role.
  func addedTokens(vocabulary: Vocabulary, usual: [String]) -> [AddedToken] {
    var tokens = addedTokens
    let special = Set(roles.contents.values).sorted() + (roles.contents.isEmpty ? usual : [])
    for content in special where !tokens.contains(where: { $0.content == content }) {
      guard let number = vocabulary.number(of: content) else { continue }
      tokens.append(AddedToken(content: content, number: number, isSpecial: true))
    }
    return tokens
  }

  private static func file(_ folder: String, _ name: String) throws(TokenizerProblem) -> TokenizerObject? {
    FileSystem.exists("\(folder)/\(name)") ? try .file("\(folder)/\(name)") : nil
  }
}
