import WeirText

/// What stands beside a vocabulary: `tokenizer_config.json`, `special_tokens_map.json`, `added_tokens.json`.
struct TokenizerSettings {
  private(set) var roles = RoleNames()
  private(set) var addsPrefixSpace: Bool?
  /// BERT's cleaning of texts.
  private(set) var lowercases = true
  private(set) var separatesChinese = true
  private(set) var stripsAccents: Bool?
  /// Whether the beginning and the end of a sequence are to be marked, where the file says so.
  private(set) var addsBeginning: Bool?
  private(set) var addsEnd: Bool?
  /// Whether each stretch of text between special tokens begins with a mark for a blank, or only the text itself.
  ///
  /// Transformers 5 takes false where the file says nothing; 4 took true.
  private(set) var isLegacy = false
  /// The name of the class in transformers, without `Fast` at its end: `LlamaTokenizer`.
  private(set) var className = ""
  /// The `model_type` of the folder's `config.json`, which decides where no class is named.
  private(set) var modelType = ""
  /// Whether the folder's model is RoBERTa, whose tokenizer frames texts.
  var isRoberta: Bool { modelType == "roberta" }
  /// How many sentinels T5's vocabulary has behind its pieces.
  private(set) var sentinelCount = 100
  /// Special tokens without a role of their own.
  private(set) var additionalTokens: [String] = []
  private(set) var addedTokens: [AddedToken] = []

  init() {}

  init(folder: String) throws(TokenizerProblem) {
    if let file = try Self.file(folder, "tokenizer_config.json") {
      roles.add(file)
      addsPrefixSpace = file["add_prefix_space"] == nil ? nil : try file.bool("add_prefix_space", default: true)
      lowercases = try file.bool("do_lower_case", default: true)
      separatesChinese = try file.bool("tokenize_chinese_chars", default: true)
      stripsAccents = file["strip_accents"] == nil ? nil : try file.bool("strip_accents", default: true)
      addsBeginning = file["add_bos_token"] == nil ? nil : try file.bool("add_bos_token", default: true)
      addsEnd = file["add_eos_token"] == nil ? nil : try file.bool("add_eos_token", default: true)
      isLegacy = try file.bool("legacy", default: false)
      sentinelCount = try file.integer("extra_ids", default: 100)
      guard sentinelCount <= Vocabulary.numberLimit else {
        throw file.bad("extra_ids", try file.value("extra_ids"), "a number up to \(Vocabulary.numberLimit)")
      }
      className = try file.optionalString("tokenizer_class") ?? ""
      additionalTokens = Self.contents(file["additional_special_tokens"])
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
    if let file = try Self.file(folder, "special_tokens_map.json") {
      roles.add(file)
      additionalTokens += Self.contents(file["additional_special_tokens"])
    }
    // What is wrong with the configuration itself is said by its own reader.
    if let file = try? Self.file(folder, "config.json") {
      modelType = file["model_type"]?.string ?? ""
      if className.isEmpty { className = file["tokenizer_class"]?.string ?? "" }
    }
    if className.hasSuffix("Fast") { className.removeLast(4) }
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

  /// The contents of a list of tokens, each a text or an object that describes it.
  private static func contents(_ list: JSON?) -> [String] {
    list.map { $0.elements.compactMap { $0.string ?? $0["content"]?.string } } ?? []
  }

  private static func file(_ folder: String, _ name: String) throws(TokenizerProblem) -> TokenizerObject? {
    FileSystem.exists("\(folder)/\(name)") ? try .file("\(folder)/\(name)") : nil
  }
}
