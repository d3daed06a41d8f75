import Foundation
import Testing

@testable import WeirModel

/// Every kind of tokenizer in use against Hugging Face tokenizers: small vocabularies, hard texts, ids, offsets, decoding.
///
/// The folders under `tokenizers/kinds` are named for the models whose pipeline they repeat.
struct TokenizerKindsTests {
  static let kinds =
    (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path("tokenizers/kinds")))?.sorted() ?? []

  @Test func thereAreKinds() { #expect(Self.kinds.count >= 20) }

  @Test(arguments: kinds) func theKindAgrees(kind: String) throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/kinds/\(kind)"))
    let cases = try TokenizerCase.all("tokenizers/kinds/\(kind)/cases.jsonl")
    #expect(cases.count >= 300)
    for item in cases { try item.check(tokenizer, addingSpecialTokens: true) }
  }

  @Test(arguments: ["llama", "t5"]) func sentencePieceModelsAgree(kind: String) throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/sentencepiece/\(kind)"))
    let cases = try TokenizerCase.all("tokenizers/sentencepiece/\(kind)/cases.jsonl")
    #expect(cases.count >= 400)
    for item in cases { try item.check(tokenizer, addingSpecialTokens: true) }
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
