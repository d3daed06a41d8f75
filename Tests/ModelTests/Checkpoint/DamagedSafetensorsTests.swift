import Testing

@testable import WeirModel

/// Files that lie: each gives the one error that says how, and none reaches past its own bytes.
struct DamagedSafetensorsTests {
  private typealias File = SafetensorsTests

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let code: String
    let message: String

    var testDescription: String { name }
  }

  private static func tensor(_ shape: String, _ offsets: String, type: String = "F32") -> String {
    #"{"dtype": "\#(type)", "shape": \#(shape), "data_offsets": \#(offsets)}"#
  }

  private static func headed(_ name: String, _ header: String, data: Int, _ code: String, _ message: String) -> Case {
    Case(
      name: name, bytes: File.file(header, data: [UInt8](repeating: 0, count: data)), code: code, message: message)
  }

  static let cases: [Case] = [
    Case(name: "empty file", bytes: [], code: "E5003", message: "`@` is cut off: it has 0 bytes"),
    Case(name: "seven bytes", bytes: [1, 2, 3, 4, 5, 6, 7], code: "E5003", message: "needs 8"),
    Case(
      name: "header of 100 GB", bytes: File.bytes([UInt64(100_000_000_000)]) + [0x7b, 0x7d], code: "E5004",
      message: "claims 100000000000 bytes"),
    Case(name: "header of 2^64 - 1", bytes: File.bytes([UInt64.max]), code: "E5004", message: "18446744073709551615"),
    Case(
      name: "header longer than the file", bytes: File.bytes([UInt64(500)]) + [0x7b], code: "E5003",
      message: "it has 9 bytes, and its beginning alone needs 508"),
    headed("no JSON", "{nonsense}", data: 0, "E5005", "expected a key in double quotes, at byte 1"),
    headed("a list", "[]", data: 0, "E5006", "it is no object"),
    Case(
      name: "not UTF-8", bytes: File.bytes([UInt64(6)]) + [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d], code: "E5005",
      message: "bytes that are not UTF-8, at byte 2"),
    headed("deep", String(repeating: "[", count: 40), data: 0, "E5005", "more than 16 arrays"),
    headed(
      "twice", #"{"a": \#(tensor("[1]", "[0, 4]")), "a": \#(tensor("[1]", "[4, 8]"))}"#, data: 8, "E5007",
      "names tensor `a` twice"),
    headed("no type", #"{"a": {"shape": [1], "data_offsets": [0, 4]}}"#, data: 4, "E5006", "`a` has no `dtype`"),
    headed("no shape", #"{"a": {"dtype": "F32", "data_offsets": [0, 4]}}"#, data: 4, "E5006", "no list `shape`"),
    headed("no offsets", #"{"a": {"dtype": "F32", "shape": [1]}}"#, data: 4, "E5006", "no list `data_offsets`"),
    headed("unknown type", #"{"a": \#(tensor("[1]", "[0, 4]", type: "F31"))}"#, data: 4, "E5008", "`F31`"),
    headed("negative size", #"{"a": \#(tensor("[-1]", "[0, 4]"))}"#, data: 4, "E5006", "holds -1"),
    headed("fraction", #"{"a": \#(tensor("[1.5]", "[0, 4]"))}"#, data: 4, "E5006", "holds 1.5"),
    headed("text for a size", #"{"a": \#(tensor("[\"x\"]", "[0, 4]"))}"#, data: 4, "E5006", #"holds "x""#),
    headed(
      "overflowing shape", #"{"a": \#(tensor("[4294967296, 4294967296]", "[0, 4]"))}"#, data: 4, "E5009",
      "more numbers than any memory holds"),
    headed(
      "size beyond 64 bits", #"{"a": \#(tensor("[99999999999999999999]", "[0, 4]"))}"#, data: 4, "E5006",
      "holds 99999999999999999999"),
    headed(
      "overflow hidden by a zero", #"{"a": \#(tensor("[9223372036854775807, 9223372036854775807, 0]", "[0, 0]"))}"#,
      data: 0, "E5009", "more numbers"),
    headed("too few bytes", #"{"a": \#(tensor("[2]", "[0, 4]"))}"#, data: 4, "E5010", "takes 4 bytes, where float32"),
    headed("offsets reversed", #"{"a": \#(tensor("[1]", "[4, 0]"))}"#, data: 4, "E5006", "[begin, end]"),
    headed("three offsets", #"{"a": \#(tensor("[1]", "[0, 4, 8]"))}"#, data: 4, "E5006", "[begin, end]"),
    headed("past the end", #"{"a": \#(tensor("[2]", "[0, 8]"))}"#, data: 4, "E5011", "ends at byte 8 of its data"),
    headed(
      "overlap", #"{"a": \#(tensor("[2]", "[0, 8]")), "b": \#(tensor("[2]", "[4, 12]"))}"#, data: 12, "E5012",
      "tensors `a` and `b`"),
    headed("gap first", #"{"a": \#(tensor("[1]", "[4, 8]"))}"#, data: 8, "E5013", "4 bytes before tensor `a`"),
    headed("rest", #"{"a": \#(tensor("[1]", "[0, 4]"))}"#, data: 9, "E5013", "5 bytes at the end"),
    headed("metadata list", #"{"__metadata__": []}"#, data: 0, "E5006", "`__metadata__` is no object"),
    headed("metadata number", #"{"__metadata__": {"a": 1}}"#, data: 0, "E5006", "`__metadata__` holds 1"),
  ]

  @Test(arguments: cases) func aLyingFileIsRefused(item: Case) throws {
    try Fixtures.withFolder { folder in
      let path = "\(folder)/model.safetensors"
      try Fixtures.write(item.bytes, to: path)
      let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
      #expect(problem.code == item.code)
      #expect(problem.message.contains(item.message.replacing("@", with: path)), "\(problem.message)")
    }
  }

  static let indices: [(String, String, String)] = [
    (#"{"weight_map": {"a": "one.safetensors"}}"#, "", ""),
    (#"{"weight_map": {"a": "one.safetensors", "b": "one.safetensors"}}"#, "E5016", "tensor `b` is in"),
    (#"{"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}}"#, "E5014", "needs `two.safetensors`"),
    (#"{"weight_map": {"a": "../one.safetensors"}}"#, "E5015", "`../one.safetensors`"),
    (#"{"weight_map": {"a": "/etc/passwd"}}"#, "E5015", "/etc/passwd"),
    (#"{"weight_map": {"a": ".."}}"#, "E5015", "`..`"),
    (#"{"weight_map": {"a": 1}}"#, "E5006", "holds 1"), (#"{"weight_map": {}}"#, "E5006", "is empty"),
    ("{}", "E5006", "no object `weight_map`"), ("{", "E5005", "ends in the middle"),
    (#"{"weight_map": {"a": "one.safetensors", "a": "one.safetensors"}}"#, "E5007", "`a` twice"),
    (#"{"weight_map": {"a": "folder"}}"#, "E5001", "it is a folder"),
  ]

  @Test(arguments: indices) func anIndexMustAgreeWithItsShards(index: String, code: String, words: String) throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(
        File.file(#"{"a": \#(Self.tensor("[1]", "[0, 4]"))}"#, data: [0, 0, 0, 0]), to: "\(folder)/one.safetensors")
      try Fixtures.makeFolder("\(folder)/folder")
      try Fixtures.write(index, to: "\(folder)/model.safetensors.index.json")
      if code.isEmpty {
        #expect(try Checkpoint(folder: folder).names == ["a"])
      } else {
        let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
        #expect(problem.code == code)
        #expect(problem.message.contains(words), "\(problem.message)")
      }
    }
  }

  @Test func damagedBytesOfARealFileNeverCrash() throws {
    let original = try Fixtures.read(Fixtures.path("models/gpt2/model.safetensors"))
    try Fixtures.withFolder { folder in
      var random = SeededGenerator(7)
      for _ in 0..<200 {
        var bytes = Array(original.prefix(Int.random(in: 0..<6000, using: &random)))
        for _ in 0..<3 where !bytes.isEmpty {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        try Fixtures.write(bytes, to: "\(folder)/x")
        #expect(throws: CheckpointProblem.self) { try Checkpoint(safetensors: "\(folder)/x") }
      }
    }
  }

  @Test func aMissingTensorNamesTheNearest() throws {
    let weights = try Checkpoint(folder: Fixtures.path("models/gpt2"))
    let problem = try #require(throws: CheckpointProblem.self) {
      try weights.tensor("transformer.h.0.attn.c_atn.weight")
    }
    #expect(problem.help == ["did you mean `transformer.h.0.attn.c_attn.weight`?"])
    let shape = try #require(throws: CheckpointProblem.self) {
      try weights.tensor("transformer.wte.weight", shape: [96, 64])
    }
    #expect(shape.message.contains("has the shape [96, 32], where the configuration makes it [96, 64]"))
  }

  @Test func foldersWithoutWeightsSayWhatTheyHold() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write("x", to: "\(folder)/notes.txt")
      let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
      #expect(problem.message == "`\(folder)` holds no weights")
      #expect(problem.notes == ["it holds notes.txt"])
    }
    #expect(throws: CheckpointProblem.self) { try Checkpoint(folder: "/no/such/folder") }
    #expect(throws: CheckpointProblem.self) { try Checkpoint(safetensors: "/") }
  }
}
