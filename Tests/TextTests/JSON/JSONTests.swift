import Testing

@testable import WeirText

/// The reader: what it accepts, what it refuses and where, and that values come out as they were written.
struct JSONTests {
  private func read(_ text: String) throws(JSONProblem) -> JSON { try JSON(bytes: Array(text.utf8)) }

  @Test func valuesOfEveryKindComeOutAsWritten() throws {
    let json = try read(
      #" {"a": null, "b": [true, false, -0, 12, 1.5e3, 9007199254740993], "c": {"d": "x\ty\u00e9\ud83d\ude42\/"}, "e": []} "#
    )
    #expect(json.kind == .object)
    #expect(json.count == 4)
    #expect(json["a"]?.isNull == true)
    let list = try #require(json["b"]).elements.map { $0 }
    #expect(list.map(\.bool) == [true, false, nil, nil, nil, nil])
    #expect(list.map(\.integer) == [nil, nil, 0, 12, nil, 9_007_199_254_740_993])
    #expect(list[4].number == 1500)
    #expect(json["c"]?["d"]?.string == "x\tyé🙂/")
    #expect(json["e"]?.count == 0)
    #expect(json["f"] == nil)
    #expect(json.members.map { $0.key.string } == ["a", "b", "c", "e"])
  }

  @Test func numbersBeyondSixtyFourBitsAreNotIntegers() throws {
    let json = try read("1000000000000000019884624838656")
    #expect(json.integer == nil)
    #expect(json.number == 1e30)
  }

  @Test func theLastOfRepeatedKeysCountsAndTheRepetitionIsFound() throws {
    let json = try read(#"{"a": 1, "b": 2, "\u0061": 3}"#)
    #expect(json["a"]?.integer == 3)
    #expect(json.firstDuplicateKey?.offset == 18)
    #expect(try read(#"{"a": {"a": 1}}"#).firstDuplicateKey == nil)
  }

  static let faults: [(String, JSONProblem.Fault, Int)] = [
    ("", .endOfText, 0), ("  ", .endOfText, 2), ("[1, 2", .endOfText, 5), (#"{"a""#, .endOfText, 4),
    (#"{"a" 1}"#, .expected("`:` after the key"), 5), ("{a: 1}", .expected("a key in double quotes"), 1),
    ("[1,]", .expected("a value"), 3), ("[1 2]", .expected("`,` or `]`"), 3),
    (#"{"a": 1,}"#, .expected("a key in double quotes"), 8), (#"{"a": 1]"#, .expected("`,` or `}`"), 7),
    ("1 2", .trailing, 2), ("01", .leadingZero, 0), ("-", .endOfText, 1), ("1.", .endOfText, 2),
    ("1.e5", .expected("a digit"), 2), ("tru", .expected("a value"), 0), ("NaN", .expected("a value"), 0),
    (#""abc"#, .unclosedString, 0), (#""\q""#, .badEscape, 1), (#""\u12g4""#, .badEscape, 1),
    (#""\ud800""#, .loneSurrogate, 1), (#""\udc00x""#, .loneSurrogate, 1), ("\"a\nb\"", .controlCharacter(10), 2),
    ("// x\n1", .expected("a value"), 0), ("'a'", .expected("a value"), 0),
  ]

  @Test(arguments: faults) func aFaultIsNamedAtItsByte(text: String, fault: JSONProblem.Fault, offset: Int) throws {
    let problem = try #require(throws: JSONProblem.self) { try read(text) }
    #expect(problem.fault == fault)
    #expect(problem.offset == offset)
  }

  @Test(arguments: [
    [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xf0, 0x9f],
  ])
  func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) throws {
    let problem = try #require(throws: JSONProblem.self) { try JSON(bytes: bytes) }
    #expect(problem.fault == .invalidUTF8)
    #expect(problem.offset == 1)
  }

  @Test func depthIsBoundedAndALongListIsNot() throws {
    let deep = String(repeating: "[", count: 100_000)
    let problem = try #require(throws: JSONProblem.self) { try read(deep) }
    #expect(problem.fault == .tooDeep(limit: 512))
    #expect(try read("[" + String(repeating: "[],", count: 10_000) + "0]").count == 10_001)
  }

  @Test func everyPrefixAndEveryDamagedByteEndsInAValueOrAProblem() {
    let bytes = Array(#"{"k": [1.5e-3, "\u00e9\\", true, {"x": null}], "é": -12}"#.utf8)
    for cut in bytes.indices { #expect(throws: JSONProblem.self) { try JSON(bytes: Array(bytes[..<cut])) } }
    for place in bytes.indices {
      for byte in [0, 0x22, 0x2c, 0x5c, 0x5d, 0x7b, 0x7d, 0xff] as [UInt8] {
        var damaged = bytes
        damaged[place] = byte
        if let json = try? JSON(bytes: damaged) { _ = json.members.map { ($0.key.string, $0.value.excerpt()) } }
      }
    }
  }

  @Test func placesCountLinesAndColumns() throws {
    let problem = try #require(throws: JSONProblem.self) { try read("{\n  \"a\": x\n}") }
    #expect((problem.line, problem.column) == (2, 8))
    #expect(problem.message == "this is not JSON: expected a value, at byte 9 (line 2, column 8)")
  }

  @Test func pythonsNonFiniteNumbersAreReadOnRequest() throws {
    let json = try JSON(bytes: Array("[NaN, Infinity, -Infinity]".utf8), nonFinite: true)
    let numbers = json.elements.map { $0.number ?? 0 }
    #expect(numbers[0].isNaN)
    #expect(numbers[1...] == [.infinity, -.infinity])
  }
}
