import Testing
import WeirTensor

@testable import WeirModel

@Suite struct PrecisionTests {
  /// A copy of a model's folder whose matrices and vectors are stored in 16 bits.
  static func writeStored(_ source: String, in precision: Precision, to folder: String) throws {
    let checkpoint = try Checkpoint(folder: source)
    var entries: [String] = []
    var data: [UInt8] = []
    for tensor in checkpoint.tensors {
      let numbers = try checkpoint.floats(tensor)
      var bytes = [UInt8](repeating: 0, count: numbers.count * 2)
      precision.round(numbers.count, from: numbers, into: &bytes)
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let type = precision == .bfloat16 ? "BF16" : "F16"
      entries.append(
        "\"\(tensor.name)\":{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(data.count),\(data.count + bytes.count)]}")
      data += bytes
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
    let size = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    try Fixtures.write(size + header + data, to: "\(folder)/model.safetensors")
    try Fixtures.write(Fixtures.read("\(source)/config.json"), to: "\(folder)/config.json")
  }

  static func load(_ folder: String, _ precision: Precision) throws -> Model {
    let folder = try ModelFolder(path: folder)
    return try Model(folder.configuration, folder.checkpoint, precision: precision)
  }

  static func logits(_ model: Model) throws -> [UInt32] {
    let tokens = (0..<9).map { ($0 * 7 + 3) % model.configuration.vocabularySize }
    let run = try model.run(tokens)
    let sites = try run.read(Site(.residPost, layer: model.configuration.layerCount - 1)).values
    let logits = model.configuration.unembedding.head == .tokens ? try run.logits().values : []
    return (sites + logits).map(\.bitPattern)
  }

  /// Families that have a pass: the folders of the fixtures, by their `model_type`.
  static var families: [String] {
    Fixtures.families.filter { name in
      guard let folder = try? ModelFolder(path: Fixtures.path("models/\(name)")),
        (try? Family.named(folder.configuration.family)) != nil
      else { return false }
      return folder.configuration.stack == .decoder
    }
  }

  @Test(
    "weights kept in 16 bits give the bits of float32 weights of the same values, in every family",
    arguments: families, [Precision.bfloat16, .float16])
  func keptWeightsAreExact(family: String, precision: Precision) throws {
    let source = Fixtures.path("models/\(family)")
    try Fixtures.withFolder { folder in
      try Self.writeStored(source, in: precision, to: folder)
      let (widened, kept) = (try Self.load(folder, .float32), try Self.load(folder, precision))
      let expected = try Self.logits(widened)
      #expect(try Self.logits(kept) == expected)
      #expect(kept.precision == precision && !kept.isRounded && !widened.isRounded)
      // Matrices stay in the file, but for the rearranged ones, which take the room that they take there.
      #expect(kept.weights.keeper.byteCount < (try Checkpoint(folder: folder)).byteCount)
      #expect(try Self.logits(kept.kept(in: .float32)) == expected)
    }
    // Only matrices are rounded, so a file with float32 vectors comes out near, and says that it was rounded.
    let rounded = try Self.load(source, precision)
    #expect(rounded.isRounded)
    #expect(try Self.logits(rounded) == Self.logits(Self.load(source, .float32).kept(in: precision)))
  }

  @Test("brook keeps its answers: what rounding its weights costs is what the help says")
  func costOnBrook() throws {
    let tokens = (0..<60).map { ($0 * 131 + 7) % 4_096 }
    let exact = try ProcessingTests.logProbabilities(Self.load(Fixtures.brook, .float32).run(tokens))
    // Brook is stored in float16, so keeping it so loses nothing.
    let halves = try ProcessingTests.logProbabilities(Self.load(Fixtures.brook, .float16).run(tokens))
    #expect(halves == exact)
    let rounded = try ProcessingTests.logProbabilities(Self.load(Fixtures.brook, .bfloat16).run(tokens))
    let differences = zip(exact, rounded).map { abs($0 - $1) }
    #expect(differences.reduce(0, +) / Double(differences.count) < 0.1)
    #expect((differences.max() ?? 0) < 1 && differences != Array(repeating: 0, count: differences.count))
  }

  @Test("a weight beyond float16 is refused by name, and bfloat16 takes it")
  func overflow() throws {
    try Fixtures.withFolder { folder in
      let source = Fixtures.path("models/gpt2")
      var bytes = try Fixtures.read("\(source)/model.safetensors")
      let tensor = try #require(try Checkpoint(folder: source).tensors.first { $0.name.hasSuffix("wte.weight") })
      #expect(tensor.type == .float32)
      withUnsafeBytes(of: Float(-70_000)) { bytes.replaceSubrange(tensor.offset..<(tensor.offset + 4), with: $0) }
      try Fixtures.write(bytes, to: "\(folder)/model.safetensors")
      try Fixtures.write(Fixtures.read("\(source)/config.json"), to: "\(folder)/config.json")
      #expect(throws: ModelProblem.doesNotFit(tensor.name, value: -70_000, precision: "float16")) {
        try Self.load(folder, .float16)
      }
      #expect(try Self.load(folder, .bfloat16).isRounded)
    }
  }
}
