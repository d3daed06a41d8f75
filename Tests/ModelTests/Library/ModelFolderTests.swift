import Testing

@testable import WeirModel

/// A whole model folder: its parts together, its digest, and its habit with the beginning of texts.
struct ModelFolderTests {
  @Test func brookOpensWhole() throws {
    let model = try ModelFolder(path: Fixtures.brook)
    #expect(model.name == "brook")
    #expect(model.configuration.layerCount == 12)
    #expect(model.checkpoint["transformer.wte.weight"]?.shape == [4096, 192])
    #expect(model.checkpoint["transformer.wte.weight"]?.type == .float16)
    #expect(try model.tokenizer().vocabularySize == 4096)
  }

  @Test func theDigestFollowsTheContentAndNotThePlace() throws {
    try Fixtures.withFolder { folder in
      for place in ["a", "b"] {
        try Fixtures.makeFolder("\(folder)/\(place)")
        for name in ["config.json", "model.safetensors"] {
          try Fixtures.write(try Fixtures.read(Fixtures.path("models/gpt2/\(name)")), to: "\(folder)/\(place)/\(name)")
        }
      }
      try Fixtures.write("a card", to: "\(folder)/b/README.md")
      let digest = try ModelFolder(path: "\(folder)/a").digest()
      #expect(digest.count == 64)
      #expect(try ModelFolder(path: "\(folder)/b").digest() == digest)
      var weights = try Fixtures.read("\(folder)/b/model.safetensors")
      weights[weights.count - 1] ^= 1
      try Fixtures.write(weights, to: "\(folder)/b/model.safetensors")
      #expect(try ModelFolder(path: "\(folder)/b").digest() != digest)
    }
  }

  // From Python's hashlib, around the lengths at which padding takes another block.
  @Test(arguments: [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
    (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
    (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
    (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
    (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
    (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
    (1000, "a8af099bf2e878609558dbf69d8f88f4a31040a8cf84b549a0cfa912f12ffc3f"),
  ])
  func sha256AgreesWithTheStandard(length: Int, expected: String) {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    #expect(Sha256.digest(message) == expected)
    var parts = Sha256()
    for start in stride(from: 0, to: length, by: 37) { parts.update(Array(message[start..<min(length, start + 37)])) }
    #expect(parts.finish() == expected)
  }

  @Test func theBeginningStandsAtMostOnce() throws {
    let model = try ModelFolder(path: Fixtures.brook)
    let tokenizer = try model.tokenizer()
    func ids(_ text: String, _ beginning: BeginningOfSequence = .habit) throws -> ([Int], Bool) {
      let (encoding, hasBeginning) = try tokenizer.encode(text, for: model.configuration, beginning: beginning)
      #expect(encoding.ids.count == encoding.offsets.count)
      return (encoding.ids, hasBeginning)
    }
    #expect(try ids("the cat") == ([0, 1544, 409], true))
    #expect(try ids("the cat", .never) == ([1544, 409], false))
    #expect(try ids("<|endoftext|>the cat") == ([0, 1544, 409], true))
    #expect(try ids("<|endoftext|>the cat", .never) == ([0, 1544, 409], true))
    #expect(try ids("") == ([0], true))
  }
}
