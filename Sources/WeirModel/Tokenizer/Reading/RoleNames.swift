import WeirText

/// The contents of tokens with a role, from `tokenizer_config.json` and `special_tokens_map.json`.
struct RoleNames {
  /// Role -> content: `bos_token` -> `<s>`.
  private(set) var contents: [String: String] = [:]

  static let keys = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"]

  init() {}

  /// Reads the roles that the file names; those that are known already stay.
  mutating func add(_ file: TokenizerObject) {
    for key in Self.keys where contents[key] == nil {
      guard let value = file[key] else { continue }
      // A text, or an object that describes an added token.
      contents[key] = value.string ?? value["content"]?.string
    }
  }

  func numbers(_ number: (String) -> Int?) -> TokenRoles {
    func role(_ key: String) -> Int? { contents[key].flatMap(number) }
    var roles = TokenRoles()
    roles.beginning = role("bos_token")
    roles.end = role("eos_token")
    roles.unknown = role("unk_token")
    roles.separator = role("sep_token")
    roles.padding = role("pad_token")
    roles.classifier = role("cls_token")
    roles.mask = role("mask_token")
    return roles
  }
}
