import Testing

@testable import WeirModel

/// Files of `torch.save` in both formats: what is read, and that nothing but tensors is ever built.
struct PyTorchFileTests {
  private func open(_ name: String) throws -> Checkpoint { try Checkpoint(pytorch: Fixtures.path("pytorch/\(name)")) }

  // The dictionary that the fixtures hold; `base` is 0...23 as [4, 6].
  static let tensors: [(String, ElementType, [Int], [Float])] = [
    ("a", .float32, [2, 3], [0, 1, 2, 3, 4, 5]), ("b", .float16, [2], [1.5, -2]), ("c", .int64, [3], [1, 2, 3]),
    ("t", .float32, [6, 4], (0..<6).flatMap { column in (0..<4).map { Float($0 * 6 + column) } }),
    ("v", .float32, [2, 3], [8, 9, 10, 14, 15, 16]), ("s", .float32, [], [3.5]), ("bf", .bfloat16, [2], [1, 2]),
    ("bo", .bool, [2], [1, 0]), ("e", .float32, [0, 4], []), ("p", .float32, [2], [1, 1]),
    ("d", .float64, [1], [0.1]),
  ]

  @Test(arguments: ["zip.bin", "legacy.bin", "nested.pth"]) func everyTensorIsRead(file: String) throws {
    let checkpoint = try open(file)
    #expect(checkpoint.names == Self.tensors.map(\.0))
    for (name, type, shape, values) in Self.tensors {
      let tensor = try checkpoint.tensor(name, shape: shape)
      #expect(tensor.type == type)
      #expect(try checkpoint.floats(tensor) == values)
      #expect((checkpoint.mappedBytes(tensor) == nil) == (name == "t" || name == "v"))
    }
  }

  @Test func rowsOfATransposedViewAreRead() throws {
    let checkpoint = try open("zip.bin")
    var rows = [Float](repeating: 0, count: 8)
    try rows.withUnsafeMutableBufferPointer { try checkpoint.read(checkpoint.tensor("t"), rows: 1..<3, into: $0) }
    #expect(rows == [1, 7, 13, 19, 2, 8, 14, 20])
  }

  @Test func anObjectOfCodeIsRefusedByName() throws {
    #expect(
      throws: CheckpointProblem.forbiddenPickle(
        path: Fixtures.path("pytorch/module.pth"), name: "torch.nn.modules.linear.Linear")
    ) { try open("module.pth") }
  }

  @Test func aFolderFallsBackToPyTorchFiles() throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(try Fixtures.read(Fixtures.path("pytorch/zip.bin")), to: "\(folder)/model_final.pth")
      #expect(try Checkpoint(folder: folder).names.count == 11)
      try Fixtures.write(try Fixtures.read(Fixtures.path("pytorch/legacy.bin")), to: "\(folder)/pytorch_model.bin")
      #expect(try Checkpoint(folder: folder).path.hasSuffix("pytorch_model.bin"))
      try Fixtures.write(
        #"{"weight_map": {"a": "pytorch_model.bin", "d": "pytorch_model.bin"}}"#,
        to: "\(folder)/pytorch_model.bin.index.json")
      #expect(try Checkpoint(folder: folder).names.count == 11)
    }
  }

  // Pickles by hand: protocol 2, then what is in question. `.` ends a pickle.
  static let pickles: [(String, [UInt8], String)] = [
    ("os.system", Array("cos\nsystem\n(X\u{2}\0\0\0lstR.".utf8), "E5022"),
    ("builtins.eval", Array("c__builtin__\neval\n(X\u{1}\0\0\01tR.".utf8), "E5022"),
    (
      "posix.system", [0x80, 4, 0x8c, 5] + Array("posix".utf8) + [0x8c, 6] + Array("system".utf8) + [0x93, 0x2e],
      "E5022"
    ),
    ("torch.storage._load_from_bytes", Array("ctorch.storage\n_load_from_bytes\n.".utf8), "E5022"),
    ("an instance", Array("(i__main__\nX\n.".utf8), "E5021"), ("an extension", [0x82, 1, 0x2e], "E5021"),
    ("an empty stack", Array("R.".utf8), "E5021"), ("no end", Array("}q".utf8), "E5021"),
    ("nothing", [], "E5021"), ("a memo never made", Array("h\u{5}.".utf8), "E5021"),
    ("a text longer than the file", [0x58, 0xff, 0xff, 0xff, 0x7f, 0x2e], "E5021"),
    ("a text of 2^63 bytes", [0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x2e], "E5021"),
    ("a list in itself", Array("]q\0h\0a.".utf8), "E5020"),
    ("a dictionary in itself", Array("}q\0X\u{1}\0\0\0ah\0s.".utf8), "E5020"),
    ("a number", Array("K\u{1}.".utf8), "E5020"), ("a key alone", Array("}(K\u{1}u.".utf8), "E5021"),
    ("a state for a list", Array("]}b.".utf8), "E5021"),
    ("three million lists", [UInt8](repeating: 0x5d, count: 3_000_000), "E5021"),
    ("tuples in tuples", [0x29] + [UInt8](repeating: 0x85, count: 1_000_000) + [0x2e], "E5020"),
  ]

  @Test(arguments: pickles) func hostilePicklesAreRefused(name: String, pickle: [UInt8], code: String) throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(Self.archive([("x/data.pkl", pickle)]), to: "\(folder)/pytorch_model.bin")
      let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
      #expect(problem.code == code, "\(problem.message)")
    }
  }

  static let views: [(String, String)] = [
    ("K\u{0}K\u{2}\u{85}K\u{1}\u{85}", ""), ("K\u{3}K\u{2}\u{85}K\u{1}\u{85}", "reaches beyond"),
    ("K\u{0}K\u{2}\u{85}K\u{9}\u{85}", "reaches beyond"), ("K\u{0}K\u{2}\u{85})", "storage, shape or strides"),
    ("K\u{0}J\u{ff}\u{ff}\u{ff}\u{ff}\u{85}K\u{1}\u{85}", "storage, shape or strides"),
    ("K\u{0}J\u{ff}\u{ff}\u{ff}\u{7f}\u{85}K\u{0}\u{85}", "of the shape"),
  ]

  @Test(arguments: views) func viewsStayWithinTheirStorage(view: String, words: String) throws {
    try Fixtures.withFolder { folder in
      // A dictionary with one tensor `w` over a storage of four float32.
      var pickle = Array(
        "}X\u{1}\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u{7}\0\0\0storagectorch\nFloatStorage\n".utf8)
      pickle += Array("X\u{1}\0\0\00X\u{3}\0\0\0cpuK\u{4}tQ".utf8)
      pickle += view.unicodeScalars.map { UInt8($0.value) } + [0x89, 0x7d]
      pickle += Array("tRs.".utf8)
      let data = SafetensorsTests.bytes([1, 2, 3, 4] as [Float])
      try Fixtures.write(
        Self.archive([("x/data.pkl", pickle), ("x/data/0", data)]), to: "\(folder)/pytorch_model.bin")
      if words.isEmpty {
        #expect(try Checkpoint(folder: folder).floats("w") == [1, 2])
      } else {
        let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
        #expect(problem.message.contains(words), "\(problem.message)")
      }
    }
  }

  @Test func damagedArchivesAreRefused() throws {
    let plain = Self.archive([("x/data.pkl", Array("}.".utf8))])
    var compressed = plain
    let directory = try #require(plain.indices.dropLast(4).last { plain[$0...].starts(with: [0x50, 0x4b, 1, 2]) })
    compressed[directory + 10] = 8
    var encrypted = plain
    encrypted[directory + 8] = 1
    var beyond = plain
    beyond.replaceSubrange((directory + 20)..<(directory + 28), with: [0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0])
    var crowded = plain
    crowded[crowded.count - 12] = 0xff
    let twice = Self.archive([("x/data.pkl", [0x2e]), ("x/data.pkl", [0x2e])])
    let cases: [([UInt8], String)] = [
      (compressed, "compressed"), (encrypted, "encrypted"), (beyond, "ends beyond the file"), (crowded, "members"),
      (twice, "two members"), (Array(plain.dropLast(10)), "no table of contents"), (Self.archive([]), ""),
      (Self.archive([("x/other", [1])]), "no `data.pkl`"),
    ]
    try Fixtures.withFolder { folder in
      for (bytes, words) in cases {
        try Fixtures.write(bytes, to: "\(folder)/pytorch_model.bin")
        let problem = try #require(throws: CheckpointProblem.self) { try Checkpoint(folder: folder) }
        #expect(words.isEmpty || problem.message.contains(words), "\(problem.message)")
      }
    }
  }

  @Test(arguments: ["zip.bin", "legacy.bin"]) func damagedBytesNeverCrash(file: String) throws {
    let original = try Fixtures.read(Fixtures.path("pytorch/\(file)"))
    var random = SeededGenerator(11)
    try Fixtures.withFolder { folder in
      for _ in 0..<400 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) }
        try Fixtures.write(bytes, to: "\(folder)/x")
        if let checkpoint = try? Checkpoint(pytorch: "\(folder)/x") {
          for tensor in checkpoint.tensors { _ = try checkpoint.floats(tensor) }
        }
      }
    }
  }

  /// A zip file of stored members.
  static func archive(_ members: [(String, [UInt8])]) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let sizes =
        number(0, 4) + number(content.count, 4) + number(content.count, 4) + number(name.utf8.count, 2) + [0, 0]
      directory +=
        [0x50, 0x4b, 1, 2] + number(0, 12) + sizes + number(0, 10) + number(bytes.count, 4) + Array(name.utf8)
      bytes += [0x50, 0x4b, 3, 4] + number(0, 10) + sizes + Array(name.utf8) + content
    }
    let start = bytes.count
    return bytes + directory + [0x50, 0x4b, 5, 6] + number(0, 4) + number(members.count, 2) + number(members.count, 2)
      + number(directory.count, 4) + number(start, 4) + [0, 0]
  }
}
