import Foundation
import Testing
import WeirText

@Test(
  arguments: [
    ([UInt8](), nil), ([0x61, 0x62], nil), ([0x61, 0xFF], 1), ([0xC3, 0xBC, 0x80], 2), ([0xC0, 0xAF], 0),
    ([0xE2, 0x82], 0),
    ([0x61, 0xE2, 0x82, 0xAC], nil), ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
    ([0xF0, 0x9F, 0xA7, 0xA0], nil),
    ([0xF0, 0x9F, 0xA7], 0), ([0xE0, 0x80, 0x80], 0), ([0xC3], 0), ([0x61, 0xC3, 0x28], 1),
  ] as [([UInt8], Int?)])
func theFirstByteThatIsNotUTF8IsFound(_ bytes: [UInt8], _ offset: Int?) {
  #expect(UTF8Validation.firstInvalidOffset(in: bytes) == offset)
}

@Test func validationAgreesWithFoundationOnDamagedText() {
  var random = SystemRandomNumberGenerator()
  let text = Array("naïve 堰 🧠 \u{10FFFF} the cat sat".utf8)
  for _ in 0..<2_000 {
    var bytes = text
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    let offset = UTF8Validation.firstInvalidOffset(in: bytes)
    #expect((offset == nil) == (String(bytes: bytes, encoding: .utf8) != nil))
    if let offset { #expect(String(bytes: bytes[..<offset], encoding: .utf8) != nil) }
  }
}

@Test func aSourceOfInvalidBytesNamesTheByteAndItsOffset() throws {
  let error = #expect(throws: InvalidUTF8.self) {
    try Source(name: "-e", validating: Array("x = \"".utf8) + [0xE9, 0x22])
  }
  #expect(error?.message == "-e is not UTF-8: byte 5 is 0xe9")
}

@Test func linesAreCountedFromOneAndEndBeforeTheirNewline() {
  let source = Source(name: "a", text: "one\n\ntwo")
  #expect([0, 3, 4, 5, 8].map(source.line) == [1, 1, 2, 3, 3])
  #expect(source.lineRange(1) == 0..<3)
  #expect(source.lineRange(2) == 4..<4)
  #expect(source.lineRange(3) == 5..<8)
}
