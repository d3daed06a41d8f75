import CZlib
import Foundation
import Testing

@testable import WeirModel

/// Model folders with one thing wrong: each gives a clear error, and none a trap, a hang or much memory.
///
/// The messages stand in `Fixtures/damaged/messages.txt`; `WEIR_UPDATE_GOLDENS=1` writes them anew.
@Suite struct DamagedModelTests {
  typealias Damage = (name: String, apply: (String) throws -> Void)

  private static let golden = Fixtures.path("damaged/messages.txt")

  // MARK: Ways to damage

  private static func editing(_ file: String, _ change: @escaping (String) throws -> String) -> (String) throws -> Void
  {
    { folder in
      let text = String(decoding: try Fixtures.read("\(folder)/\(file)"), as: UTF8.self)
      try Fixtures.write(try change(text), to: "\(folder)/\(file)")
    }
  }

  /// Another value for a key of the configuration.
  private static func config(_ key: String, _ value: String) -> (String) throws -> Void {
    editing("config.json") {
      $0.replacing(try Regex("\"\(key)\": [^,\n]*"), with: "\"\(key)\": \(value)")
    }
  }

  private static func configAdding(_ text: String) -> (String) throws -> Void {
    editing("config.json") { "{\n" + text + "," + $0.drop { $0 != "{" }.dropFirst() }
  }

  /// Another header in front of the same data.
  private static func header(_ change: @escaping (String) -> String) -> (String) throws -> Void {
    { folder in
      let path = "\(folder)/model.safetensors"
      let bytes = try Fixtures.read(path)
      let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      let text = Array(change(String(decoding: bytes[8..<(8 + length)], as: UTF8.self)).utf8)
      let size = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
      try Fixtures.write(size + text + bytes[(8 + length)...], to: path)
    }
  }

  /// Other numbers at a tensor's beginning.
  private static func number(_ name: String, _ value: Float) -> (String) throws -> Void {
    { folder in
      let path = "\(folder)/model.safetensors"
      let tensor = try Checkpoint(safetensors: path).tensor(name)
      var bytes = try Fixtures.read(path)
      withUnsafeBytes(of: value.bitPattern.littleEndian) {
        bytes.replaceSubrange(tensor.offset..<(tensor.offset + 4), with: $0)
      }
      try Fixtures.write(bytes, to: path)
    }
  }

  private static func bytes(_ file: String, _ change: @escaping (inout [UInt8]) -> Void) -> (String) throws -> Void {
    { folder in
      var bytes = try Fixtures.read("\(folder)/\(file)")
      change(&bytes)
      try Fixtures.write(bytes, to: "\(folder)/\(file)")
    }
  }

  private static func pickle(_ bytes: [UInt8]) -> (String) throws -> Void {
    { folder in
      try FileManager.default.removeItem(atPath: "\(folder)/model.safetensors")
      try Fixtures.write(bytes, to: "\(folder)/pytorch_model.bin")
    }
  }

  private static func index(_ text: String) -> (String) throws -> Void {
    { folder in
      try FileManager.default.moveItem(
        atPath: "\(folder)/model.safetensors", toPath: "\(folder)/model-00001-of-00001.safetensors")
      try Fixtures.write(text, to: "\(folder)/model.safetensors.index.json")
    }
  }

  private static func tokenizer(_ text: String) -> (String) throws -> Void {
    { try Fixtures.write(text, to: "\($0)/tokenizer.json") }
  }

  private static func bpe(_ vocabulary: String, _ merges: String, rest: String = "") -> (String) throws -> Void {
    tokenizer(
      #"{"version": "1.0", "added_tokens": [], \#(rest) "model": {"type": "BPE", "vocab": \#(vocabulary), "merges": \#(merges)}}"#
    )
  }

  /// An archive of PyTorch's with other bytes in it.
  private static func archive(_ change: @escaping (inout [UInt8]) -> Void) -> (String) throws -> Void {
    { folder in
      var bytes = try Fixtures.read(Fixtures.path("pytorch/zip.bin"))
      change(&bytes)
      try pickle(bytes)(folder)
    }
  }

  /// An archive of some thousand bytes, whose pickle is sixteen million zeros and says that it is a gigabyte.
  private static var bomb: [UInt8] {
    let zeros = [UInt8](repeating: 0, count: 1 << 24)
    var size = compressBound(uLong(zeros.count))
    var packed = [UInt8](repeating: 0, count: Int(size))
    compress2(&packed, &size, zeros, uLong(zeros.count), 9)
    // A member holds the bare stream, without zlib's own frame.
    let stream = Array(packed.prefix(Int(size)).dropFirst(2).dropLast(4))
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let name = Array("archive/data.pkl".utf8)
    let facts =
      little(0, 2) + little(8, 2) + little(0, 8) + little(stream.count, 4) + little(1 << 30, 4)
      + little(name.count, 2) + little(0, 2)
    let member = little(0x0403_4b50, 4) + little(20, 2) + facts + name + stream
    let entry = little(0x0201_4b50, 4) + little(20, 4) + facts + little(0, 14) + name
    return member + entry + little(0x0605_4b50, 4) + little(0, 4) + little(1, 2) + little(1, 2)
      + little(entry.count, 4) + little(member.count, 4) + little(0, 2)
  }

  private static let globalCall = Array("cposix\nsystem\n(S'true'\ntR.".utf8)

  // MARK: The corpus

  static var configurations: [Damage] {
    [
      ("config missing", { try FileManager.default.removeItem(atPath: "\($0)/config.json") }),
      ("config empty", editing("config.json") { _ in "" }), ("config a list", editing("config.json") { _ in "[]" }),
      ("config cut off", editing("config.json") { String($0.prefix(40)) }),
      ("config with a byte-order mark", bytes("config.json") { $0 = [0xef, 0xbb, 0xbf] + $0 }),
      ("config not UTF-8", bytes("config.json") { $0.insert(0xff, at: 5) }),
      ("config in UTF-16", bytes("config.json") { $0 = [0xff, 0xfe] + $0.flatMap { [$0, 0] } }),
      ("config nested 100,000 deep", editing("config.json") { _ in String(repeating: "[", count: 100_000) }),
      ("config with a key twice", configAdding(#""n_head": 4"#)),
      ("config of no family", config("model_type", "\"gpt9\"")),
      ("config with family null", config("model_type", "null")),
      ("config with an unknown key", configAdding(#""n_heads_extra": 3"#)),
      ("config with n_head 0", config("n_head", "0")), ("config with n_head 5", config("n_head", "5")),
      ("config with n_head -4", config("n_head", "-4")), ("config with n_head a text", config("n_head", "\"4\"")),
      ("config with n_layer 1e18", config("n_layer", "1e18")), ("config with n_layer 4", config("n_layer", "4")),
      ("config with n_layer 2", config("n_layer", "2")), ("config with n_embd 64", config("n_embd", "64")),
      ("config with n_positions 128", config("n_positions", "128")),
      ("config with vocab_size 97", config("vocab_size", "97")),
      ("config with epsilon 0", config("layer_norm_epsilon", "0")),
      ("config with epsilon NaN", config("layer_norm_epsilon", "NaN")),
      ("config with an unknown activation", config("activation_function", "\"gelu_newer\"")),
      ("config of another family", config("model_type", "\"llama\"")),
      ("config quantised", configAdding(#""quantization_config": {"quant_method": "gptq"}"#)),
      (
        "config a folder",
        { folder in
          try FileManager.default.removeItem(atPath: "\(folder)/config.json")
          try Fixtures.makeFolder("\(folder)/config.json")
        }
      ),
      (
        "config a link to itself",
        { folder in
          try FileManager.default.removeItem(atPath: "\(folder)/config.json")
          try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/config.json", withDestinationPath: "config.json")
        }
      ),
    ]
  }

  static var weights: [Damage] {
    [
      ("weights missing", { try FileManager.default.removeItem(atPath: "\($0)/model.safetensors") }),
      ("weights empty", bytes("model.safetensors") { $0 = [] }),
      ("weights cut in the header", bytes("model.safetensors") { $0 = Array($0.prefix(60)) }),
      ("weights cut in the data", bytes("model.safetensors") { $0.removeLast(100) }),
      ("weights with bytes behind", bytes("model.safetensors") { $0 += [1, 2, 3] }),
      (
        "weights with a header of 2^63",
        bytes("model.safetensors") { $0.replaceSubrange(0..<8, with: [UInt8](repeating: 255, count: 8)) }
      ),
      ("weights with an unknown type", header { $0.replacing("\"F32\"", with: "\"F33\"", maxReplacements: 1) }),
      ("weights with a type of 8 bits", header { $0.replacing("\"F32\"", with: "\"F8_E4M3\"", maxReplacements: 1) }),
      ("weights with a size that lies", header { $0.replacing("[96,32]", with: "[96,33]") }),
      ("weights with a size that overflows", header { $0.replacing("[96,32]", with: "[9223372036854775807,2]") }),
      ("weights with another shape", header { $0.replacing("[96,32]", with: "[32,96]") }),
      (
        "weights with a name misspelt", header { $0.replacing("h.0.attn.c_attn.weight", with: "h.0.attn.c_atn.weight") }
      ),
      ("weights with a name twice", header { $0.replacing("h.0.ln_1.bias", with: "h.0.ln_2.bias") }),
      (
        "weights with overlapping offsets",
        header { text in
          let offsets = text.matches(of: /"data_offsets":\[\d+,\d+\]/).map { String(text[$0.range]) }
          return text.replacing(offsets[1], with: offsets[0])
        }
      ),
      ("weights with a NaN", number("transformer.h.1.mlp.c_fc.weight", .nan)),
      ("weights with an infinity", number("transformer.wte.weight", .infinity)),
      (
        "weights a link in a circle",
        { folder in
          try FileManager.default.removeItem(atPath: "\(folder)/model.safetensors")
          try FileManager.default.createSymbolicLink(atPath: "\(folder)/model.safetensors", withDestinationPath: "b")
          try FileManager.default.createSymbolicLink(atPath: "\(folder)/b", withDestinationPath: "model.safetensors")
        }
      ),
    ]
  }

  static var archives: [Damage] {
    [
      ("pickle that calls a program", pickle(globalCall)), ("pickle of nothing", pickle([0x80, 2, 0x4e, 0x2e])),
      ("pickle cut off", pickle([0x80, 2, 0x5d])), ("pickle that is text", pickle(Array("hello".utf8))),
      ("archive cut off", pickle([0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 40))),
      (
        "archive of nothing",
        pickle(
          [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 30) + [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18))
      ),
      (
        "archive that claims 65,535 members",
        pickle(
          [0x50, 0x4b, 3, 4, 0x50, 0x4b, 5, 6, 0, 0, 0, 0, 255, 255, 255, 255] + [UInt8](repeating: 0, count: 10))
      ),
      (
        "archive whose pickle calls a program",
        archive { $0 = $0.replacing(Array("torch._utils".utf8), with: Array("posix.system".utf8)) }
      ),
      (
        "archive whose pickle is compressed",
        archive { bytes in
          // The method stands behind the signature of the first entry of the table of contents.
          let entry = bytes.firstRange(of: [0x50, 0x4b, 1, 2])?.lowerBound ?? 0
          bytes[entry + 10] = 8
        }
      ),
      ("archive that unpacks to a gigabyte", pickle(bomb)),
      ("index that leaves the folder", index(#"{"weight_map": {"a": "../../etc/passwd"}}"#)),
      ("index that names a missing shard", index(#"{"weight_map": {"a": "model-00002-of-00002.safetensors"}}"#)),
      ("index that names a missing tensor", index(#"{"weight_map": {"a": "model-00001-of-00001.safetensors"}}"#)),
      ("index of nothing", index(#"{"weight_map": {}}"#)), ("index not JSON", index("{")),
    ]
  }

  static var tokenizers: [Damage] {
    [
      ("tokenizer empty", tokenizer("")), ("tokenizer a list", tokenizer("[]")),
      ("tokenizer without a model", tokenizer("{}")),
      ("tokenizer of an unknown model", tokenizer(#"{"model": {"type": "Magic"}}"#)),
      ("tokenizer whose merges lead outside", bpe(#"{"a": 0, "b": 1}"#, #"["a b"]"#)),
      ("tokenizer whose merge is one token", bpe(#"{"a": 0}"#, #"["a"]"#)),
      ("tokenizer with a negative number", bpe(#"{"a": -1}"#, "[]")),
      ("tokenizer with a number beyond any", bpe(#"{"a": 99999999999999}"#, "[]")),
      (
        "tokenizer with a pattern that is none",
        bpe(
          #"{"a": 0}"#, "[]",
          rest:
            #""pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a"}, "behavior": "Isolated", "invert": false},"#
        )
      ),
      ("tokenizer with an unknown normaliser", bpe(#"{"a": 0}"#, "[]", rest: #""normalizer": {"type": "Magic"},"#)),
      (
        "tokenizer whose replacements double the text forty times",
        bpe(
          #"{"a": 0}"#, "[]",
          rest: #""normalizer": {"type": "Sequence", "normalizers": ["#
            + Array(repeating: #"{"type": "Replace", "pattern": {"String": "a"}, "content": "aa"}"#, count: 40)
            .joined(separator: ", ") + "]},")
      ),
      ("tokenizer larger than the model", bpe(#"{"a": 0, "b": 500}"#, "[]")),
      ("tokenizer nested deep", tokenizer(String(repeating: #"{"normalizer":"#, count: 5_000))),
      ("vocabulary not UTF-8", { try Fixtures.write([0x61, 0x0a, 0xff, 0x0a], to: "\($0)/vocab.txt") }),
      (
        "SentencePiece cut off",
        { try Fixtures.write([0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f], to: "\($0)/tokenizer.model") }
      ),
    ]
  }

  /// What an examination says about a damaged copy of the tiny GPT-2, with the folder's path taken out.
  private func messages(_ damage: Damage) throws -> String {
    try Fixtures.withFolder { folder in
      for name in ["config.json", "model.safetensors"] {
        try Fixtures.write(try Fixtures.read(Fixtures.path("models/gpt2/\(name)")), to: "\(folder)/\(name)")
      }
      try damage.apply(folder)
      let entry = ModelLibrary.Entry(name: "model", folder: folder, origin: "path", revision: nil)
      let problems = try ModelExamination(entry).problems
      let lines = problems.prefix(4).map { problem in
        "  \(problem.code) \(problem.message)\n" + problem.help.map { "    \($0)\n" }.joined()
      }
      let more = problems.count > 4 ? "  and \(problems.count - 4) more\n" : ""
      return (lines.joined() + more).replacing(folder, with: "@")
    }
  }

  @Test func everyDamagedFolderGivesAClearError() throws {
    let all = Self.configurations + Self.weights + Self.archives + Self.tokenizers
    #expect(all.count >= 60)
    var text = ""
    for damage in all {
      let messages = try messages(damage)
      #expect(!messages.isEmpty, "\(damage.name) is not noticed")
      text += "\(damage.name)\n\(messages)"
    }
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] != nil { try Fixtures.write(text, to: Self.golden) }
    #expect(text == String(decoding: try Fixtures.read(Self.golden), as: UTF8.self))
  }

  @Test func anUndamagedFolderIsSound() throws {
    for name in ["gpt2", "bert", "t5", "vit", "llama"] {
      let entry = ModelLibrary.Entry(
        name: name, folder: Fixtures.path("models/\(name)"), origin: "path", revision: nil)
      let examination = try ModelExamination(entry)
      #expect(examination.isSound, "\(examination.problems.map(\.message))")
      #expect(!examination.parity.isEmpty)
    }
  }
}
