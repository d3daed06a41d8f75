import Testing
import WeirText

@testable import WeirTensor

private let sample = Tensor(
  [Axis("query", 2, labels: ["the", " cat"]), Axis("key", 3, labels: ["a,b", "\"q\"", "é\n"])],
  [0.1, -2, 3e-20, Tensor.missing, .infinity, 7])

@Test func npyFilesGoOutAndIn() throws {
  let bytes = NpyFile.encode(sample)
  #expect((bytes.count - sample.byteCount) % 64 == 0)
  let again = try NpyFile.decode(bytes, names: ["query", "key"])
  #expect(again.axes.shapeText == "[query:2 key:3]")
  #expect(again.values.map(\.bitPattern) == sample.values.map(\.bitPattern))
  #expect(try NpyFile.decode(NpyFile.encode(Tensor(scalar: 4))).axes.isEmpty)
  #expect(try NpyFile.decode(NpyFile.encode(tensor(["pos": 3]))).axes.shapeText == "[item:3]")
}

/// A file as NumPy writes it: the header's text, and the data.
private func npy(_ header: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
  let text = Array(header.utf8)
  let length: [UInt8] =
    version == 1
    ? [UInt8(text.count & 255), UInt8(text.count >> 8)] : [UInt8(text.count & 255), UInt8(text.count >> 8), 0, 0]
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + data
}

@Test(
  arguments: [
    ("<f8", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], 1.5), (">f4", [0x3f, 0xc0, 0, 0], 1.5), ("<f2", [0x00, 0x3e], 1.5),
    ("<f2", [0x01, 0x00], 0x1p-24), ("<f2", [0x00, 0xfc], -.infinity),
    ("<i8", [0xfe, 255, 255, 255, 255, 255, 255, 255], -2),
    (">i2", [0xff, 0xfe], -2), ("|u1", [200], 200), ("|b1", [1], 1), ("<u4", [0, 0, 0, 0x80], 2_147_483_648),
  ] as [(String, [UInt8], Float)])
func npyNumbersOfEveryTypeAreRead(_ type: String, _ data: [UInt8], _ expected: Float) throws {
  let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (1,), }\n"
  #expect(try NpyFile.decode(npy(header, data)).values == [expected])
  #expect(try NpyFile.decode(npy(header, data, version: 2)).values == [expected])
}

@Test func npyFilesInColumnOrderAreTurned() throws {
  let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }"
  #expect(try NpyFile.decode(npy(header, [1, 2, 3, 4, 5, 6])).values == [1, 3, 5, 2, 4, 6])
}

@Test(arguments: [
  ([], "this is not an npy file: it does not begin with NumPy's mark"),
  (Array(NpyFile.encode(sample).dropLast()), "the file ends at byte 151, and its header promises 152"),
  (
    npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9), }", []),
    "a tensor `[row:9223372036854775807 column:9]` is too large to count, and tensors may take 8.59 GB together"
  ),
  (
    npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", [0]),
    "the npy file holds `<c8`, and only real numbers can be read"
  ),
  (
    npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", [0]),
    "the npy file holds `a record`, and only real numbers can be read"
  ),
  (npy("{'descr': '<f4', 'shape': (1,), }", [0]), "the npy file's header cannot be read: it has no `fortran_order`"),
  (npy("{'descr': '<f4", []), "the npy file's header cannot be read: a text does not end"),
  (npy("{'shape': (-1,), }", []), "the npy file's header cannot be read: `shape` holds something that is no size"),
  (npy("", [], version: 9), "this npy file has format version 9, and versions 1 to 3 can be read"),
])
func damagedNpyFilesAreRefused(_ bytes: [UInt8], _ message: String) {
  let error = #expect(throws: (any Error).self) { try NpyFile.decode(bytes) }
  #expect((error as? any Problem)?.message == message)
}

@Test func npyFilesCutAnywhereNeverCrash() {
  let bytes = NpyFile.encode(sample)
  for length in 0..<bytes.count {
    #expect(throws: (any Error).self) { try NpyFile.decode(Array(bytes.prefix(length))) }
  }
}

@Test func safetensorsFilesHoldWhatTheFormatWants() throws {
  let bytes = SafetensorsFile.encode([("a", sample), ("b", Tensor(scalar: 5))])
  let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  #expect(length % 8 == 0)
  let header = try JSON(bytes: Array(bytes[8..<8 + length]))
  #expect(header["a"]?["dtype"]?.string == "F32")
  #expect(header["a"]?["shape"]?.elements.compactMap(\.integer) == [2, 3])
  #expect(header["b"]?["data_offsets"]?.elements.compactMap(\.integer) == [24, 28])
  #expect(bytes.count == 8 + length + 28)
  #expect(Array(bytes.suffix(4)) == [0, 0, 0xa0, 0x40])
  #expect(header["__metadata__"]?["a.axes"]?.string == #"["query","key"]"#)
}

@Test func metadataGivesNamesLabelsAndRowsBack() throws {
  let batch = try Tensor.stack(
    [Tensor([Axis("pos", 2, labels: ["a", "b"])], [1, 2]), Tensor([Axis("pos", 1, labels: ["c"])], [3])], axis: "batch")
  let mask = try Tensor.elementwise(.greater, sample, Tensor(scalar: 0))
  for x in [sample, batch, mask, Tensor(scalar: 1)] {
    let metadata = Dictionary(uniqueKeysWithValues: TensorMetadata.encode(x, name: "value").map { ($0.key, $0.text) })
    let bare = Tensor(x.shape.enumerated().map { Axis("axis\($0)", $1) }, x.values)
    let again = try TensorMetadata.decode(metadata, name: "value", tensor: bare)
    #expect(again.axes == x.axes)
    #expect(again.rows == x.rows)
    #expect(again.isMask == x.isMask)
  }
  #expect(throws: TensorFileProblem.self) {
    try TensorMetadata.decode(["value.axes": "[1]"], name: "value", tensor: sample)
  }
}

@Test func gridsAreWrittenWithLabelsAndQuotes() {
  #expect(
    TensorCSV.encode(sample) == """
      query\\key,"a,b","\"\"q\"\"","é
      "
      the,0.1,-2,3e-20
      " cat",,inf,7

      """)
}

@Test func linesAreWrittenForOtherShapes() throws {
  #expect(TensorCSV.encode(tensor(["layer": 2])) == "layer,value\n0,0\n1,1\n")
  let batch = try Tensor.stack([tensor(["pos": 2]), tensor(["pos": 1])], axis: "batch")
  #expect(TensorCSV.encode(batch) == "batch,pos,value\n0,0,0\n0,1,1\n1,0,0\n")
  let mask = try Tensor.elementwise(.greater, tensor(["layer": 2]), Tensor(scalar: 0))
  #expect(TensorCSV.encode(mask) == "layer,value\n0,false\n1,true\n")
}
