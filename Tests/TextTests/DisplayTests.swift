import Foundation
import Testing

@testable import WeirText

@Test(arguments: [
  ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("堰", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1),
  ("Ａ", 2), ("🧠", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("α→∂", 3), ("…", 1), ("␣cat", 4),
  ("z\u{200B}w", 2), ("が", 2), ("か\u{3099}", 2), ("☂", 1), ("▀█", 2), ("🏴‍☠️", 2), ("𝔘", 1), ("𠀀", 2),
])
func aTextTakesTheColumnsOfATerminal(_ text: String, _ columns: Int) {
  #expect(text.displayWidth == columns)
}

@Test func widthsAgreeWithTheCLibraryForAlmostEveryAssignedCharacter() throws {
  // glibc's table has its own Unicode version and calls soft hyphens and a few marks otherwise; a wrong block would
  // disagree in hundreds of places.
  let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
  let previous = uselocale(locale)
  // Glibc's header hides `wcwidth` from Swift.
  let symbol = try #require(dlsym(nil, "wcwidth"))
  let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> CInt).self)
  defer {
    uselocale(previous)
    freelocale(locale)
  }
  var different = 0
  var compared = 0
  for value in UInt32(0x20)...0x2FFFF {
    guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
    let expected = Int(wcwidth(wchar_t(value)))
    if expected < 0 || Visible.isHidden(scalar) { continue }
    compared += 1
    if DisplayWidth.of(scalar) != expected { different += 1 }
  }
  #expect(compared > 100_000)
  #expect(different < 150)
}

@Test(arguments: [
  ("plain", "plain"), ("a\nb", "a␊b"), ("\u{1B}[2J", "␛[2J"), ("\u{7F}", "␡"), ("\u{9B}1m", "\\u{9B}1m"),
  ("a\u{202E}b", "a\\u{202E}b"), ("ü堰", "ü堰"), ("\u{0}", "␀"),
])
func nothingHiddenReachesTheTerminal(_ text: String, _ visible: String) {
  #expect(Visible.text(text) == visible)
}

@Test(arguments: [("abcdef", 6, "abcdef"), ("abcdef", 4, "abc…"), ("堰堰堰", 4, "堰…"), ("abc", 1, "…"), ("abc", 0, "")])
func aClippedTextKeepsToItsWidth(_ text: String, _ width: Int, _ clipped: String) {
  #expect(text.clipped(toWidth: width) == clipped)
}

@Test(arguments: [
  (0, "0 heads"), (1, "1 head"), (144, "144 heads"), (50257, "50 257 heads"), (-12345, "-12 345 heads"),
])
func countsAreSaidInWords(_ number: Int, _ words: String) {
  #expect(Count.of(number, "head") == words)
}
