import Testing

@testable import WeirText

/// The writer: its text reads back as the same values, in the form that was asked for.
struct JSONWriterTests {
  private func sample(_ json: inout JSONWriter) {
    json.object {
      $0.key("a")
      $0.value(1)
      $0.key("b \"\\\n\u{1}é")
      $0.array {
        $0.value(true)
        $0.null()
        $0.value(0.1)
        $0.value(3.0)
        $0.value(Double.nan)
        $0.object { _ in }
        $0.array { _ in }
      }
      $0.key("c")
      $0.value("t\tx")
    }
  }

  @Test func compactText() throws {
    var json = JSONWriter()
    sample(&json)
    #expect(json.text == #"{"a":1,"b \"\\\n\u0001é":[true,null,0.1,3,null,{},[]],"c":"t\tx"}"#)
    #expect(try JSON(bytes: json.bytes).members.map { $0.key.string } == ["a", "b \"\\\n\u{1}é", "c"])
  }

  @Test func indentedText() {
    var json = JSONWriter(indent: 2)
    json.object {
      $0.key("a")
      $0.array {
        $0.value(1)
        $0.value(2)
      }
      $0.key("b")
      $0.object { _ in }
    }
    #expect(json.text == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}")
  }

  @Test(arguments: [0, -0.0, -Double.leastNonzeroMagnitude, 0.1, 1.0 / 3, 1e22, 0x1p60, .greatestFiniteMagnitude])
  func doublesReadBackExactly(number: Double) throws {
    var json = JSONWriter()
    json.value(number)
    #expect(try JSON(bytes: json.bytes).number?.bitPattern == number.bitPattern)
  }

  @Test(arguments: [0.1, 16_777_218, 3.4e38, -.leastNonzeroMagnitude, 7] as [Float])
  func floatsReadBackExactly(number: Float) throws {
    var json = JSONWriter()
    json.value(number)
    #expect(try JSON(bytes: json.bytes).number.map { Float($0) } == number)
  }
}
