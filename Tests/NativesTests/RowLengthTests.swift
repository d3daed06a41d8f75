import Foundation
import Testing
import WeirTensor

@testable import WeirNatives

/// What each row of a ragged batch gives in a word is what the row alone gives: nothing reads behind its end, and nothing
/// forgets where that is.
@Suite struct RowLengthTests {
  /// Words on `x`, `[batch, pos, head]`, and `grid`, `[batch, query, key]`, that keep the batch.
  static let words: [String] =
    UnaryFunction.allCases.filter { ![.negate, .not].contains($0) }.map { "\($0.rawValue)(x)" }
    + TensorReductions.simple.keys.sorted().flatMap { ["\($0)(x > 0, over: \"head\")", "\($0)(x, over: \"pos\")"] }
    + [
      "-x", "not (x > 0)", "x + 1", "x * x", "x / norm(x, over: \"head\")", "x - x[pos: 0]", "x - x[pos: 0..<1]",
      "x > 0", "x + w", "x[pos: -1]", "x[pos: 1..]", "x[pos: ..<-1]", "x[pos: 0...1]", "x[pos: [0, -1]]", "x[head: 1]",
      "x[pos: -1, head: 0..<1]", "x[head: tensor([1, 0], axes: [\"head\"]) > 0]", "grid[key: -1]",
      "grid[query: -1, key: 1..]", "replace(x, pos: -1, value: 0)", "replace(x, head: 0, value: 5)",
      "argmax_is(x, argmax(x, over: \"head\"), \"head\")", "argsort(x, over: \"pos\")", "atan2(x, x)",
      "both(x > 0, x < 1)",
      "clamp(x, low: -0.5, high: 0.5)", "concat([x, x], \"pos\")", "concat([x, 2 * x, x[pos: ..<-1]], \"pos\")",
      "concat([x, x], \"head\")", "concat([grid, grid], \"key\")", "contract(x, w, over: \"head\")",
      "correlation(x, x * x, over: \"head\")", "cosine_similarity(x, w, over: \"head\")", "count(x, over: \"pos\")",
      "cummax(x, over: \"pos\")", "cumprod(x, over: \"pos\")", "cumsum(x, over: \"pos\")",
      "diagonal(grid, over: [\"query\", \"key\"])",
      "diagonal(grid, over: [\"query\", \"key\"], offset: -1)", "either(x > 0, x < -1)",
      "fill_missing(shift(x, \"pos\"), 0)",
      "flatten(x, over: [\"pos\", \"head\"])",
      "label(x, \"head\", [\"a\", \"b\"])", "log_softmax(x, over: \"pos\")", "logsumexp(x, over: \"pos\")",
      "mask_out(x, x > 0)", "maximum(x, 0)", "minimum(x, w)", "norm(x, over: \"pos\")",
      "one_hot(argmax(x, over: \"head\"), 2, \"c\")",
      "outer(x, w)", "quantile(x, q: 0.3, over: \"pos\")", "rename(x, {pos: \"token\"})[token: -1]",
      "rename(x, {pos: \"head\", head: \"pos\"})[head: -1]", "shift(x, \"pos\")", "shift(x, \"pos\", by: -1)",
      "shift(x, \"pos\", by: 3)", "softmax(x, over: \"pos\")", "softmax(grid, over: \"key\")",
      "softmax(rename(grid, {key: \"source\"}), over: \"source\")", "sort(x, over: \"pos\")",
      "sort(x, over: \"head\", descending: true)", "grid @ rename(x, {pos: \"key\"})", "stack([x, 2 * x], \"item\")",
      "stack([x, x], \"item\")[pos: -1]", "std(x, over: \"pos\")", "take(x, -1, over: \"pos\")",
      "take(x, argmin(x, over: \"head\") - 1, over: \"pos\")", "take(x, argmax(x, over: \"pos\"), over: \"pos\")",
      "topk(x, 1, over: \"pos\").values", "topk(x, 1, over: \"head\").positions", "transpose(x, [\"head\", \"pos\"])",
      "transpose(grid)", "variance(x, over: \"pos\")", "where(x > 0, x, w)",
      "x @ w", "concat([x, x], \"pos\")[pos: -1]", "shift(x, \"pos\")[pos: -1]",
      "(x > 0)[pos: -1]", "cumsum(x, over: \"pos\")[pos: -1]",
    ]

  /// Words that give no batch back: matrices as a whole, lists, distinct values.
  static let exempt: Set<String> = [
    "composition_scores", "effective_rank", "eigenvalues", "eigenvectors", "factored", "inverse", "labels",
    "multiply_out",
    "qr", "reshape", "singular_values", "solve", "svd", "to_list", "unique",
  ]

  private static let setting = """
    lengths = [4, 2, 3]
    w = tensor([0.5, -2], axes: ["head"])
    xs = stack([random_normal({pos: n, head: 2}, seed: n) for n in lengths], "batch")
    grids = stack([random_normal({query: n, key: n}, seed: n) for n in lengths], "batch")
    def numbers(a) = fill_missing(where(a == a, a, 7), 0)
    def same(a, b) = a.shape == b.shape and all(is_missing(a) == is_missing(b)) and close(numbers(a), numbers(b), within: 1e-5)

    """

  @Test("a row of a batch differs from the row alone", arguments: words)
  func rowsAlone(word: String) {
    let program = """
      \(Self.setting)
      def f(x, grid) = \(word)
      together = f(xs, grids)
      print([same(together[batch: i], f(xs[batch: i], grids[batch: i])) for i in 0..<3])
      # The same under another name, and behind another axis.
      moved = rename(transpose(xs, ["pos", "batch", "head"]), {batch: "prompt"})
      turned = rename(transpose(grids, ["query", "batch", "key"]), {batch: "prompt"})
      other = f(moved, turned)
      print([same(other[prompt: i], f(moved[prompt: i], turned[prompt: i])) for i in 0..<3])
      """
    let outcome = ProgramRunner().run(program)
    #expect(outcome.output == "[true, true, true]\n[true, true, true]\n", "\(outcome.error ?? outcome.output)")
  }

  @Test func everyWordIsHeldOrExempt() {
    let names = [
      TensorShape.words, TensorOrder.words, TensorElements.words, TensorReductions.words, TensorAlgebra.words,
    ].joined().map(\.name)
    let missing = names.filter { name in
      !Self.exempt.contains(name) && !Self.words.contains { $0.contains("\(name)(") }
    }
    #expect(missing.isEmpty)
  }

  @Test(
    "rows of different lengths are mixed",
    arguments: [
      "mean(x, over: \"batch\")", "max(x, over: \"batch\")", "sort(x, over: \"batch\")", "argsort(x, over: \"batch\")",
      "topk(x, 1, over: \"batch\")", "softmax(x, over: \"batch\")", "log_softmax(x, over: \"batch\")",
      "logsumexp(x, over: \"batch\")", "cumsum(x, over: \"batch\")", "shift(x, \"batch\")",
      "contract(x, x, over: \"batch\")", "correlation(x, x, over: \"batch\")",
    ])
  func mixing(word: String) {
    for name in ["batch", "prompt"] {
      let program = "\(Self.setting)x = rename(xs, {batch: \"\(name)\"})\n"
      let outcome = ProgramRunner().run(program + word.replacingOccurrences(of: "\"batch\"", with: "\"\(name)\""))
      #expect(outcome.error?.contains("over `\(name)` would mix positions") == true, "\(outcome.error ?? "no error")")
    }
  }

  @Test(
    "the lengths of rows are lost, or are those of other rows",
    arguments: [
      // One row spreads over several.
      ("(xs[batch: [0]] + xs[batch: [0, 0]])[pos: -1].shape", "{batch: 2, head: 2}"),
      ("(xs[batch: [0]][pos: ..<2] + xs[batch: [1, 1]])[pos: -1].shape", "{batch: 2, head: 2}"),
      // A batch beside another whose rows end elsewhere.
      ("to_list(count(stack([xs, xs[batch: [2, 0, 1]]], \"item\")[head: 0], over: \"pos\"))", "[[4, 2, 3], [3, 4, 2]]"),
      // Rows thinned out by a mask over positions.
      ("to_list(count(xs[pos: tensor([1, 0, 1, 1], axes: [\"pos\"]) > 0][head: 0], over: \"pos\"))", "[3, 1, 2]"),
      (
        "same(xs[pos: tensor([1, 0, 1, 1], axes: [\"pos\"]) > 0][pos: -1], stack([xs[batch: 0, pos: -1], xs[batch: 1, pos: 0], xs[batch: 2, pos: -1]], \"batch\"))",
        "true"
      ),
      // Every row against every other.
      ("(xs @ rename(xs, {batch: \"other\", pos: \"source\"}))[pos: -1, source: -1].shape", "{batch: 3, other: 3}"),
      ("(xs + rename(xs, {batch: \"other\"}))[other: 1, pos: -1].shape", "{batch: 3, head: 2}"),
      (
        "same((xs + rename(xs, {batch: \"other\"}))[other: 1, batch: 0, pos: -1], xs[batch: 0, pos: 1] + xs[batch: 1, pos: 1])",
        "true"
      ),
      // Reshaping that leaves batch and positions where they are.
      ("same(reshape(xs, {batch: 3, pos: 4, a: 1, b: 2})[a: 0, pos: -1], rename(xs[pos: -1], {head: \"b\"}))", "true"),
      // An equal batch may be ordered and keeps its lengths.
      ("topk(xs[batch: [0, 0]], 1, over: \"batch\").values[pos: -1].shape", "{batch: 1, head: 2}"),
    ])
  func lengths(expression: String, expected: String) {
    let outcome = ProgramRunner().run("\(Self.setting)print(\(expression))")
    #expect(outcome.output == expected + "\n", "\(outcome.error ?? outcome.output)")
  }

  @Test func aPositionThatDependsOnTwoAxesIsRefused() {
    let outcome = ProgramRunner().run("\(Self.setting)(xs + rename(xs, {batch: \"other\"}))[pos: -1]")
    #expect(outcome.error?.contains("where `pos` ends depends on `batch` and `other`") == true)
  }

  @Test("saved rows end elsewhere when they are read", arguments: ["batch", "prompt"])
  func files(name: String) throws {
    let folder = try Repository.scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outcome = ProgramRunner(workingFolder: folder).run(
      """
      \(Self.setting)
      x = rename(xs, {batch: "\(name)"})
      save x to "x.safetensors"
      y = read_tensors("x.safetensors")
      print(same(y[pos: -1], x[pos: -1]))
      """)
    #expect(outcome.output == "true\n", "\(outcome.error ?? outcome.output)")
  }
}
