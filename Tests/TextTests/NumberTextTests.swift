import Testing

@testable import WeirText

/// Numbers as text; expected values are Python's `repr` and `format`, but for exponents without `+` and zeros.
@Suite struct NumberTextTests {
  @Test(arguments: [
    (3.0, "3"), (-0.0, "-0"), (0.1, "0.1"), (1e21, "1e21"), (1e-7, "1e-7"), (1.5e300, "1.5e300"),
    (123456.789, "123456.789"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    (9007199254740991, "9007199254740991"), (-42, "-42"),
  ])
  func shortestReadsBack(number: Double, text: String) {
    #expect(NumberText.shortest(number) == text)
    if number.isFinite { #expect(Double(NumberText.shortest(number)) == number) }
  }

  @Test(arguments: [
    (2.0, 3, "2.000"), (2.675, 2, "2.67"), (0.125, 2, "0.12"), (-0.001, 2, "0.00"), (1e20, 0, "100000000000000000000"),
    (0.5, 0, "0"), (1.5, 0, "2"), (999.999, 2, "1000.00"),
  ])
  func fixedKeepsPlaces(number: Double, places: Int, text: String) {
    #expect(NumberText.fixed(number, places) == text)
  }

  @Test(arguments: [
    (3.14159, 3, "3.14"), (0.5, 3, "0.500"), (1234.5, 3, "1230"), (0.00012345, 3, "0.000123"), (2, 3, "2.00"),
    (1.5e-9, 2, "1.5e-9"), (0, 3, "0.00"), (99.99, 3, "100"),
  ])
  func significantKeepsDigits(number: Double, digits: Int, text: String) {
    #expect(NumberText.significant(number, digits) == text)
  }

  @Test(arguments: [(1.0 / 3, "0.3333"), (123456789, "123500000"), (2, "2"), (1.23456e-8, "1.235e-8")])
  func roundedDropsZeros(number: Double, text: String) {
    #expect(NumberText.rounded(number) == text)
  }
}
