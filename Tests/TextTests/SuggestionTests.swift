import Testing

@testable import WeirText

struct SuggestionTests {
  private static let known = [
    "ablate", "heads", "induction_score", "layers", "length", "logit_diff", "loss", "mean", "pattern", "qk",
    "resid_post", "resid_pre", "show", "softmax", "sum", "tokens",
  ]

  @Test(arguments: [
    ("lenght", "length"), ("ablte", "ablate"), ("Ablate", "ablate"), ("LOSS", "loss"), ("induction", "induction_score"),
    ("soft", "softmax"), ("smu", "sum"), ("hedas", "heads"), ("tokns", "tokens"), ("resid_pots", "resid_post"),
    // Contained in two, equally long otherwise: the shorter candidate is nearer.
    ("resid_p", "resid_pre"), ("logit_dif", "logit_diff"), ("patern", "pattern"),
  ])
  func theNearestNameIsOffered(_ typed: String, _ expected: String) {
    #expect(Suggestion.best(for: typed, among: Self.known) == expected)
  }

  @Test(arguments: [
    "", "q", "sh", "zebra", "xyz", "lossless_compression", "shovvvvel", String(repeating: "a", count: 5000),
  ])
  func nothingIsOfferedWhenNothingIsNear(_ typed: String) {
    #expect(Suggestion.best(for: typed, among: Self.known) == nil)
  }

  @Test func tiesAreSettledByTheAlphabetWhateverTheOrder() {
    #expect(Suggestion.best(for: "cat", among: ["hat", "bat", "rat"]) == "bat")
    #expect(Suggestion.best(for: "cat", among: ["rat", "bat", "hat"]) == "bat")
  }

  @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("ca", "abc", 3), ("ab", "ba", 1), ("kitten", "sitting", 3)])
  func editDistancesAreThePublishedOnes(_ a: String, _ b: String, _ distance: Int) {
    #expect(Suggestion.editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars)) == distance)
  }
}
