import Testing

@testable import WeirModel

/// Byte-level BPE against Hugging Face tokenizers, and where its speed and its edges could break.
struct BytePairTests {
  @Test func gpt2CasesAgree() throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/gpt2"))
    let cases = try TokenizerCase.all("tokenizers/gpt2/cases.jsonl")
    #expect(cases.count == 400)
    for item in cases { try item.check(tokenizer) }
  }

  @Test func brookCasesAgreeFromBothForms() throws {
    let cases = try TokenizerCase.all("brook/cases.jsonl")
    #expect(cases.count == 400)
    let whole = try Tokenizer(folder: Fixtures.brook)
    for item in cases { try item.check(whole) }
    try Fixtures.withFolder { folder in
      for name in ["vocab.json", "merges.txt", "tokenizer_config.json"] {
        try Fixtures.write(try Fixtures.read("\(Fixtures.brook)/\(name)"), to: "\(folder)/\(name)")
      }
      let parts = try Tokenizer(folder: folder)
      for item in cases { try item.check(parts) }
      #expect(parts.roles == whole.roles)
      #expect(parts.roles.beginning == 0)
    }
  }

  @Test func longWordsTakeNoQuadraticTime() throws {
    let tokenizer = try Tokenizer(folder: Fixtures.brook)
    let text = String(repeating: "a", count: 20_000)
    let encoding = try tokenizer.encode(text)
    #expect(tokenizer.decode(encoding.ids) == text)
    #expect(encoding.offsets.last?.upperBound == 20_000)
  }

  @Test(arguments: 2...60) func bothWaysToMergeAgree(length: Int) throws {
    let tokenizer = try Tokenizer(folder: Fixtures.brook)
    let model = try #require(tokenizer.model as? BytePairModel)
    var random = SeededGenerator(UInt64(length))
    let letters: [UInt32] = Array("etaoinshr".unicodeScalars.map(\.value))
    let word = (0..<length).map { _ in letters[Int.random(in: letters.indices, using: &random)] }
    var tokens: [[ModelToken]] = [[], []]
    for way in 0..<2 {
      var symbols = BytePairWord(capacity: length)
      for scalar in word {
        let number = try #require(model.vocabulary.number(of: String(Character(Unicode.Scalar(scalar) ?? "?"))))
        symbols.append(Int32(number), length: 1)
      }
      if way == 0 { symbols.mergeByScanning(model.merges) } else { symbols.mergeByHeap(model.merges) }
      symbols.appendTokens(to: &tokens[way])
    }
    #expect(tokens[0].map(\.number) == tokens[1].map(\.number))
    #expect(tokens[0].map(\.upper) == tokens[1].map(\.upper))
  }

  @Test func labelsShowBlanksAndBrokenBytes() throws {
    let tokenizer = try Tokenizer(folder: Fixtures.path("tokenizers/gpt2"))
    #expect(tokenizer.text(of: 3797) == " cat")
    #expect(tokenizer.text(of: 50256) == "<|endoftext|>")
    #expect(tokenizer.text(of: 447) == "�")
    #expect(tokenizer.text(of: 50257) == nil)
    #expect(tokenizer.text(of: -1) == nil)
    #expect(tokenizer.id(of: "Ġcat") == 3797)
    #expect(tokenizer.vocabularySize == 50257)
    #expect(tokenizer.isSpecial(50256))
    #expect(tokenizer.decode([50256, 3797], skippingSpecialTokens: true) == " cat")
  }
}
