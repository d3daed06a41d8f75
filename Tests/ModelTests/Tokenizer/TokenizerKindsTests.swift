import Foundation
import Testing

@testable import WeirModel

/// Every kind of tokenizer in use against Hugging Face tokenizers: small vocabularies, hard texts, ids, offsets, decoding.
///
/// The folders under `tokenizers/kinds` are named for the models whose pipeline they repeat.
struct TokenizerKindsTests {
  /// The fixtures' folders, and those of `WEIR_TOKENIZER_KINDS` on a development machine.
  static let kinds = [Fixtures.path("tokenizers/kinds"), ProcessInfo.processInfo.environment["WEIR_TOKENIZER_KINDS"]]
    .compactMap { $0 }.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { "\(folder)/\($0)" }
    }

  @Test func thereAreKinds() { #expect(Self.kinds.count >= 20) }

  @Test(arguments: kinds) func theKindAgrees(folder: String) throws {
    let tokenizer = try Tokenizer(folder: folder)
    let cases = try TokenizerCase.all(at: "\(folder)/cases.jsonl")
    #expect(cases.count >= 300)
    for item in cases { try item.check(tokenizer, addingSpecialTokens: true) }
  }

  @Test(arguments: ["llama", "t5"]) func sentencePieceModelsAgree(kind: String) throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/sentencepiece/\(kind)"))
    let cases = try TokenizerCase.all("tokenizers/sentencepiece/\(kind)/cases.jsonl")
    #expect(cases.count >= 400)
    for item in cases { try item.check(tokenizer, addingSpecialTokens: true) }
  }

  @Test func aFileSaysWhetherBlanksInFrontGetAMark() throws {
    let source = Fixtures.path("tokenizers/sentencepiece/llama")
    try Fixtures.withFolder { folder in
      try FileManager.default.copyItem(atPath: "\(source)/tokenizer.model", toPath: "\(folder)/tokenizer.model")
      func tokens(_ text: String, legacy: String) throws -> [Int] {
        try Fixtures.write(
          #"{"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "unk_token": "<unk>"\#(legacy)}"#,
          to: "\(folder)/tokenizer_config.json")
        return try Tokenizer(folder: folder).encode(text).ids
      }
      for old in ["", #", "legacy": true"#] { #expect(try tokens(" ", legacy: old) == [1, 638, 638]) }
      #expect(try tokens(" ", legacy: #", "legacy": false"#) == [1, 638])
      #expect(try tokens("<s>", legacy: #", "legacy": false"#) == [1, 1])
    }
  }

  @Test func bertFromLinesAgrees() throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/bert"))
    let cases = try TokenizerCase.all("tokenizers/bert/cases.jsonl")
    #expect(cases.count == 400)
    for item in cases { try item.check(tokenizer) }
    #expect(try tokenizer.encode("the cat").ids == [101, 1996, 4937, 102])
    #expect(tokenizer.text(of: 2075) == "##ing")
  }
}
