import Foundation
import Testing

@testable import WeirModel

/// Every kind of tokenizer in use against Hugging Face tokenizers: small vocabularies, hard texts, ids, offsets, decoding.
///
/// The folders under `tokenizers/kinds` are named for the models whose pipeline they repeat. Those under
/// `tokenizers/sentencepiece` hold a SentencePiece file and no `tokenizer.json`: what transformers 5 makes of them where
/// they name a class (`AutoTokenizer`), else what SentencePiece's own library does.
struct TokenizerKindsTests {
  /// The fixtures' folders, and those of `WEIR_TOKENIZER_KINDS` on a development machine.
  static let kinds = [
    Fixtures.path("tokenizers/kinds"), Fixtures.path("tokenizers/sentencepiece"),
    ProcessInfo.processInfo.environment["WEIR_TOKENIZER_KINDS"],
  ]
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

  @Test func aFolderSaysHowItsSentencePieceFileIsRead() throws {
    func reading(_ configuration: String?, _ settings: String?) throws -> SentencePieceReading {
      try Fixtures.withFolder { folder in
        if let configuration { try Fixtures.write(configuration, to: "\(folder)/config.json") }
        if let settings { try Fixtures.write(settings, to: "\(folder)/tokenizer_config.json") }
        return SentencePieceReading(try TokenizerSettings(folder: folder))
      }
    }
    let llama = #"{"tokenizer_class": "LlamaTokenizer""#
    #expect(try reading(nil, llama + "}") == .llama(prefix: .text))
    #expect(try reading(#"{"model_type": "mistral"}"#, llama + "}") == .llama(prefix: .text))
    #expect(try reading(nil, llama + #", "legacy": true}"#) == .llama(prefix: .everyStretch))
    #expect(try reading(nil, llama + #", "add_prefix_space": false}"#) == .llama(prefix: .none))
    #expect(try reading(nil, #"{"tokenizer_class": "GemmaTokenizerFast"}"#) == .gemma)
    #expect(try reading(#"{"model_type": "gemma2"}"#, nil) == .gemma)
    #expect(try reading(#"{"model_type": "t5"}"#, "{}") == .t5)
    #expect(try reading(#"{"model_type": "x", "tokenizer_class": "T5Tokenizer"}"#, nil) == .t5)
    #expect(try reading(#"{"model_type": "llama"}"#, nil) == .own)
    #expect(try reading(nil, nil) == .own)
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
