import Testing

@testable import WeirModel

/// Tokenizer files that are damaged, or that ask for more than they should get.
struct DamagedTokenizerTests {
  private static let model = #""model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}"#

  static let files: [(String, String, String)] = [
    ("", "E5103", "ends in the middle"), ("[]", "E5106", "an object is expected"), ("{}", "E5105", "has no `model`"),
    (#"{"model": {"type": "Magic"}}"#, "E5107", "`model.type`"),
    (#"{"model": {"type": "BPE", "merges": []}}"#, "E5105", "`model.vocab`"),
    (#"{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}}"#, "E5106", "is -1"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 4294967296}, "merges": []}}"#, "E5106", "is 4294967296"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 1, "b": 1}, "merges": []}}"#, "E5106", "no other token has"),
    (#"{"model": {"type": "BPE", "vocab": {"a": "x"}, "merges": []}}"#, "E5106", "whole number"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]}}"#, "E5108", "line 1"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b c"]}}"#, "E5108", "two tokens"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", 1]]}}"#, "E5108", "two tokens"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a z"]}}"#, "E5109", "`z`"),
    (#"{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": ["a b"]}}"#, "E5109", "`ab`"),
    (#"{"model": {"type": "BPE", "vocab": {}, "merges": [], "dropout": 0.5}}"#, "E5107", "0.5"),
    (#"{"model": {"type": "Unigram", "vocab": [["a", -1], ["b"]]}}"#, "E5106", "a pair"),
    (#"{"model": {"type": "Unigram", "vocab": [["a", -1]], "unk_id": 7}}"#, "E5106", "below 1"),
    (#"{\#(model), "normalizer": {"type": "Rot13"}}"#, "E5107", "`Rot13`"),
    (#"{\#(model), "normalizer": {"type": "Precompiled", "precompiled_charsmap": "AA=="}}"#, "E5106", "character map"),
    (
      #"{\#(model), "normalizer": {"type": "Replace", "pattern": {"Regex": "(?<a"}, "content": ""}}"#, "E5110", "groups"
    ),
    (
      #"{\#(model), "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "a"}, "behavior": "Eat"}}"#, "E5107",
      "`Eat`"
    ),
    (#"{\#(model), "pre_tokenizer": {"type": "Split", "pattern": {}, "behavior": "Isolated"}}"#, "E5106", "`Regex`"),
    (#"{\#(model), "decoder": {"type": "Metaspace", "replacement": "__"}}"#, "E5106", "one character"),
    (#"{\#(model), "post_processor": {"type": "TemplateProcessing", "single": []}}"#, "E5106", "holds the text"),
    (
      #"{\#(model), "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]}}"#,
      "E5105",
      "special_tokens.x"
    ),
    (#"{\#(model), "added_tokens": [{"id": 99999999, "content": "x"}]}"#, "E5106", "99999999"),
    (#"{\#(model), "added_tokens": [{"content": "x"}]}"#, "E5105", "added_tokens[0].id"),
    (
      #"{\#(model), "added_tokens": [{"id": 9, "content": "\#(String(repeating: "x", count: 5000))"}]}"#, "E5106",
      "at most 4096"
    ),
    ("{" + String(repeating: #""a": {"#, count: 2000), "E5103", "inside each other"),
  ]

  @Test(arguments: files) func aDamagedFileIsRefused(text: String, code: String, words: String) throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(text, to: "\(folder)/tokenizer.json")
      let problem = try #require(throws: TokenizerProblem.self) { try Tokenizer(folder: folder) }
      #expect(problem.code == code)
      #expect(problem.message.contains(words), "\(problem.message)")
    }
  }

  @Test func foldersWithoutATokenizerSayWhatTheyHold() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write("{}", to: "\(folder)/vocab.json")
      let problem = try #require(throws: TokenizerProblem.self) { try Tokenizer(folder: folder) }
      #expect(problem == .noTokenizer(folder: folder, found: ["vocab.json"]))
    }
  }

  @Test func brokenSentencePieceFilesAreRefused() throws {
    let original = try Fixtures.read(Fixtures.path("tokenizers/sentencepiece/llama/tokenizer.model"))
    var random = SeededGenerator(5)
    try Fixtures.withFolder { folder in
      try Fixtures.write([], to: "\(folder)/tokenizer.model")
      #expect(throws: TokenizerProblem.self) { try Tokenizer(folder: folder) }
      for _ in 0..<40 {
        var bytes = Array(original.prefix(Int.random(in: 1...original.count, using: &random)))
        bytes[Int.random(in: bytes.indices, using: &random)] ^= 0xff
        try Fixtures.write(bytes, to: "\(folder)/tokenizer.model")
        if let tokenizer = try? Tokenizer(folder: folder) { _ = try? tokenizer.encode("the cat ⛰") }
      }
    }
  }

  @Test func aPatternThatNeverEndsGivesUp() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(
        #"{\#(Self.model), "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(?:a|aa)+c"}, "behavior": "Isolated"}}"#,
        to: "\(folder)/tokenizer.json")
      let tokenizer = try Tokenizer(folder: folder)
      #expect(throws: TokenizerProblem.patternTooSlow(position: 0)) {
        try tokenizer.encode(String(repeating: "a", count: 60))
      }
    }
  }

  @Test func unknownCharactersWithoutATokenForThemAreSaid() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(
        #"{"model": {"type": "WordPiece", "vocab": {"a": 0}, "unk_token": "[UNK]"}}"#, to: "\(folder)/tokenizer.json")
      let tokenizer = try Tokenizer(folder: folder)
      #expect(throws: TokenizerProblem.unknownCharacter("b")) { try tokenizer.encode("b") }
      #expect(try tokenizer.encode("a").ids == [0])
    }
  }

  @Test func strangeTextsAndNumbersAreHarmless() throws {
    let tokenizer = try Tokenizer(folder: Fixtures.brook)
    for text in ["", "\0", "\u{10ffff}", "e" + String(repeating: "\u{301}", count: 5000), "🇫🇷🇯🇵👩‍👩‍👧‍👦"] {
      #expect(tokenizer.decode(try tokenizer.encode(text).ids) == text)
    }
    #expect(tokenizer.decode([-1, 99_999, Int.max, Int.min, 5]) == "%")
  }
}
