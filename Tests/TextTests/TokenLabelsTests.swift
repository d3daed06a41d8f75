import Testing

@testable import WeirText

@Test(arguments: [
  (" cat", "␣cat"), ("cat", "cat"), ("  ", "␣␣"), ("", "∅"), ("New York", "New York"), ("\n", "⏎"), ("a\tb", "a⇥b"),
  ("\u{1B}[31m", "␛[31m"), ("\u{202E}abc", "\\u{202E}abc"), ("é", "é"), ("�", "�"), ("\u{A0}x", "⍽x"),
])
func labelsAreShownWithoutHiddenCharacters(_ label: String, _ shown: String) {
  #expect(TokenLabels.visible(label) == shown)
}

@Test(arguments: [
  (["the", "cat"], ["the", "cat"]),
  (["the", "cat", "the"], ["the₁", "cat", "the₂"]),
  (["a", "a", "a₁"], ["a₂", "a₃", "a₁"]),
  ([String](repeating: "x", count: 11), (1...11).map { "x" + TokenLabels.subscriptDigits($0) }),
  ([], []),
])
func repeatedLabelsAreNumbered(_ labels: [String], _ unique: [String]) {
  #expect(TokenLabels.unique(labels) == unique)
}

@Test func displayedLabelsAreUniqueEvenWhenTextsDifferOnlyInWhatIsHidden() {
  #expect(TokenLabels.display([" a", "␣a"]) == ["␣a₁", "␣a₂"])
}

@Test(
  arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (-12, "-12"), (0.5, "0.5"), (0.123456, "0.1235"), (12.3456, "12.35"),
    (1234.56, "1235"),
    (123456.7, "123457"), (999999.9, "1e6"), (1234567.5, "1.235e6"), (0.00012345, "0.0001235"),
    (0.00001234567, "1.235e-5"),
    (99999, "99999"), (123_456_789, "123456789"), (1e9, "1e9"), (9.9999, "10"), (0.99996, "1"), (-3.14159, "-3.142"),
    (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.798e308"),
  ] as [(Double, String)])
func significantDigitsAreRoundedOnce(_ value: Double, _ text: String) {
  #expect(SignificantDigits.text(value) == text)
}
