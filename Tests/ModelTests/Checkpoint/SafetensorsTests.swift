import Testing

@testable import WeirModel

/// Reading tensors, of every element type, from one file and from several.
struct SafetensorsTests {
  /// A file's bytes: the header's length, the header, the data.
  static func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8) + data
  }

  static func bytes<Number>(_ numbers: [Number]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

  static let types: [(String, [UInt8], [Float])] = [
    ("F32", bytes([1.5, -0.0, .infinity] as [Float]), [1.5, -0.0, .infinity]),
    ("F64", bytes([0.1, -2, 1e300]), [0.1, -2, .infinity]),
    (
      "F16", bytes([0x3c00, 0x8001, 0x7bff, 0xfc00, 0x0400, 0x03ff] as [UInt16]),
      [1, -0x1p-24, 65504, -.infinity, 0x1p-14, 1023 * 0x1p-24]
    ),
    ("BF16", bytes([0x3f80, 0xc0a0, 0x0001] as [UInt16]), [1, -5, Float(bitPattern: 0x10000)]),
    ("I8", bytes([-1, 127] as [Int8]), [-1, 127]), ("U8", [0, 255], [0, 255]),
    ("I16", bytes([-300] as [Int16]), [-300]), ("U16", bytes([65535] as [UInt16]), [65535]),
    ("I32", bytes([-70000] as [Int32]), [-70000]), ("U32", bytes([4_000_000_000] as [UInt32]), [4e9]),
    ("I64", bytes([-5, 1 << 40] as [Int64]), [-5, 0x1p40]), ("U64", bytes([UInt64.max]), [0x1p64]),
    ("BOOL", [0, 1, 1], [0, 1, 1]),
  ]

  @Test(arguments: types) func everyElementTypeBecomesFloat32(type: String, data: [UInt8], expected: [Float]) throws {
    try Fixtures.withFolder { folder in
      let header = #"{"x": {"dtype": "\#(type)", "shape": [\#(expected.count)], "data_offsets": [0, \#(data.count)]}}"#
      try Fixtures.write(Self.file(header, data: data), to: "\(folder)/model.safetensors")
      let checkpoint = try Checkpoint(folder: folder)
      #expect(try checkpoint.floats("x").map(\.bitPattern) == expected.map(\.bitPattern))
    }
  }

  @Test func halfNaNsStayNaNs() throws {
    try Fixtures.withFolder { folder in
      let header = #"{"x": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}}"#
      try Fixtures.write(
        Self.file(header, data: Self.bytes([0x7e00, 0xfc01] as [UInt16])), to: "\(folder)/x.safetensors")
      let checkpoint = try Checkpoint(safetensors: "\(folder)/x.safetensors")
      #expect(try checkpoint.floats("x").allSatisfy(\.isNaN))
    }
  }

  @Test func rowsAreReadAloneAndUnalignedDataToo() throws {
    try Fixtures.withFolder { folder in
      // One blank less than a multiple of eight puts the numbers on odd addresses.
      let header = #"{"x": {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]}} "#
      try Fixtures.write(Self.file(header, data: Self.bytes([1, 2, 3, 4, 5, 6] as [Float])), to: "\(folder)/x")
      let checkpoint = try Checkpoint(safetensors: "\(folder)/x")
      let tensor = try checkpoint.tensor("x", shape: [3, 2])
      var rows = [Float](repeating: 0, count: 4)
      try rows.withUnsafeMutableBufferPointer { try checkpoint.read(tensor, rows: 1..<3, into: $0) }
      #expect(rows == [3, 4, 5, 6])
      #expect(try checkpoint.floats("x") == [1, 2, 3, 4, 5, 6])
    }
  }

  @Test func scalarsAndEmptyTensorsAreTensors() throws {
    try Fixtures.withFolder { folder in
      let header = """
        {"scalar": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
         "none": {"dtype": "F32", "shape": [4, 0], "data_offsets": [4, 4]}, "__metadata__": {"format": "pt"}}
        """
      try Fixtures.write(Self.file(header, data: Self.bytes([7] as [Float])), to: "\(folder)/x")
      let checkpoint = try Checkpoint(safetensors: "\(folder)/x")
      #expect(try checkpoint.floats("scalar") == [7])
      #expect(try checkpoint.floats("none") == [])
      #expect(checkpoint.metadata == ["format": "pt"])
    }
  }

  @Test func shardsAreOneCheckpoint() throws {
    try Fixtures.withFolder { folder in
      func shard(_ name: String, _ tensor: String, _ value: Float) throws {
        let header = #"{"\#(tensor)": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#
        try Fixtures.write(Self.file(header, data: Self.bytes([value])), to: "\(folder)/\(name)")
      }
      try shard("model-00001-of-00002.safetensors", "a", 1)
      try shard("model-00002-of-00002.safetensors", "b", 2)
      try Fixtures.write(
        """
        {"metadata": {"total_size": 8},
         "weight_map": {"b": "model-00002-of-00002.safetensors", "a": "model-00001-of-00002.safetensors"}}
        """, to: "\(folder)/model.safetensors.index.json")
      let checkpoint = try Checkpoint(folder: folder)
      #expect(Set(checkpoint.names) == ["a", "b"])
      #expect(try checkpoint.floats("a") + checkpoint.floats("b") == [1, 2])
      #expect(checkpoint.files.count == 2)
      #expect(checkpoint.byteCount == 8)
    }
  }

  @Test(arguments: Fixtures.families) func referenceModelsOpen(family: String) throws {
    let weights = try Checkpoint(folder: Fixtures.path("models/\(family)"))
    #expect(weights.tensors.allSatisfy { weights.mappedFloats($0)?.count == $0.count })
    let expected = try Checkpoint(safetensors: Fixtures.path("models/\(family)/expected.safetensors"))
    if let ids = expected["input_ids"] {
      #expect(expected.integers(ids)?.count == ids.count)
    }
  }
}
