import Foundation
import Testing

/// The words of `Stdlib/pictures.weir`: every picture in every face, and the lines behind its cells.
@Suite struct PictureWordTests {
  static let setting = """
    r = run "the cat sat the cat sat"
    s = run "the cat sat the cat sat", with: ablate(L2H0)
    y = mean(induction_score(r), over: "head")
    """

  static let words = [
    "attention_pattern(r, L5H9)", "attention_heads(r, layer: 5)", "layer_head_map(induction_score(r))",
    "layer_position_map(stack([norm(r[l.resid_post], over: \"d_model\") for l in layers()], \"layer\"))",
    "coloured_tokens(token_losses(r), measure: \"loss\")",
    "coloured_tokens({a: token_losses(r), b: token_losses(s)})", "token_table(r[L3.mlp_post][d_mlp: 0..<3])",
    "top_tokens(r)", "top_token_table(r.logits, k: 4)", "logit_lens_map(r)", "logit_lens_map(r, colour: \"rank\")",
    "logit_lens_map(r, colour: \"entropy\")", "logit_lens_map(r, target: \" cat\")",
    "line_plot(y, low: y - 0.1, high: y + 0.1)", "bar_plot(y, low: y - 0.1, high: y + 0.1)",
    "histogram(r[L3.mlp_post], bins: 12)",
    "scatter_plot(induction_score(r), previous_token_score(r), across: \"a\", up: \"b\")",
    "complex_plane(eigenvalues(tensor([[0, -1], [1, 0]], axes: [\"a\", \"a'\"])))", "attention_arcs(r, L5H9)",
    "attention_arcs(r, [L5H9, L8H8])", "neuron_view(r, L5H9)",
    "graph([{from: L2H0, into: L5H9, score: 0.3}])", "clustered_matrix(induction_score(r))",
    "small_multiples([r[L5H9.pattern], s[L5H9.pattern]])", "diff(r[L5H9.pattern], s[L5H9.pattern])",
    "diff(r[L5.pattern], s[L5.pattern])", "diff(token_losses(r), token_losses(s))", "diff(y, y * 2)",
  ]

  @Test func everyWordIsDrawnInEveryFace() throws {
    let scratch = try ScratchFolder()
    var script = Self.setting + "\n"
    for (index, word) in Self.words.enumerated() {
      script += "p\(index) = \(word)\n"
      for kind in ["html", "svg", "png", "pdf", "txt"] { script += "save p\(index) to \"\(index).\(kind)\"\n" }
    }
    try scratch.write("a.weir", script)
    let outcome = try Weir(arguments: ["a.weir"], folder: scratch.url).run(timeout: 120)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let begin = ["html": "<!doctype html>", "svg": "<svg", "png": "\u{89}PNG", "pdf": "%PDF-"]
    for (index, word) in Self.words.enumerated() {
      for kind in ["html", "svg", "png", "pdf", "txt"] {
        let data = try Data(contentsOf: scratch.url.appending(path: "\(index).\(kind)"))
        let start = String(decoding: data.prefix(20), as: UTF8.self)
        #expect(data.count > 40, "\(word) as \(kind)")
        if kind != "png", let sign = begin[kind] { #expect(start.hasPrefix(sign), "\(word) as \(kind)") }
        if kind == "txt" {
          let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
          #expect(lines.allSatisfy { $0.count <= 100 }, "\(word) is too wide")
        }
      }
    }
  }

  /// The templates of a page's lines, `{row}` and `{column}` still in them.
  private static func templates(_ page: String) throws -> [String] {
    let json = page.matches(of: /"line":"((?:[^"\\]|\\.)*)"/).map { String($0.output.1) }
    let marks = page.matches(of: /data-line="([^"]*)"/).map { String($0.output.1) }
    return try json.map { try JSONDecoder().decode(String.self, from: Data("\"\($0)\"".utf8)) }
      + marks.map { $0.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&") }
  }

  /// What is shown, a place, and the number there said in another way.
  @Test(arguments: [
    ("r[L5H9.pattern]", "r[L5H9.pattern][query: 5, key: 3]"),
    ("r[L5.pattern]", "r[L5.pattern][head: 0, query: 5, key: 3]"),
    ("attention_pattern(r, L5H9)", "r[L5H9.pattern][query: 5, key: 3]"),
    ("attention_heads(r, layer: 5)", "r[L5.pattern][head: 0, query: 5, key: 3]"),
    ("r[L5H9.pattern] * 2", "2 * r[L5H9.pattern][query: 5, key: 3]"),
    ("{a: r[L5H9.pattern], b: r[L5H8.pattern]}", "r[L5H9.pattern][query: 5, key: 3]"),
    ("diff(r[L5H9.pattern], s[L5H9.pattern])", "r[L5H9.pattern][query: 5, key: 3]"),
    ("token_losses(r)", "token_losses(r)[pos: 5]"), ("y", "y[layer: 5]"),
    ("top(induction_score(r), k: 8)", "top(induction_score(r), k: 8)[5].value"),
    ("attention_arcs(r, L5H9)", "r[L5H9.pattern][query: 5, key: 3]"),
  ])
  func theLineOfACellComputesTheCell(shown: String, other: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write("a.weir", Self.setting + "\nsave \(shown) to \"a.html\"\n")
    let outcome = try Weir(arguments: ["a.weir"], folder: scratch.url).run()
    #expect(outcome.code == 0, "\(outcome.errors)")
    let page = try String(contentsOf: scratch.url.appending(path: "a.html"), encoding: .utf8)
    let templates = try Self.templates(page)
    if shown.hasPrefix("attention_arcs") {
      // Only what is drawn has a line, and that one is written out.
      #expect(templates.contains("attention_arcs(r, L5H9).values[query: 5, key: 3]"))
    }
    let all = templates.filter {
      $0.contains("{row}") || $0 == "\(shown)[layer: 5]" || $0.hasSuffix("query: 5, key: 3]")
    }
    let template = try #require(all.first, "no line on the page")
    let column = shown.hasPrefix("top(") ? "\"value\"" : "3"
    let line = template.replacingOccurrences(of: "{row}", with: "5").replacingOccurrences(of: "{column}", with: column)
    try scratch.write("b.weir", Self.setting + "\nassert \(line) == \(other)\n")
    let second = try Weir(arguments: ["b.weir"], folder: scratch.url).run()
    #expect(second.code == 0, "\(line): \(second.errors)")
  }

  @Test func insideAFunctionNoLineIsShownThatMeansNothingOutside() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      "a.weir",
      "def f(r) { save r[L5H9.pattern] to \"a.html\" }\nf(run(\"the cat\"))\n"
        + "for h in [L5H9] { save run(\"the cat\")[h.pattern] to \"b.html\" }\n")
    #expect(try Weir(arguments: ["a.weir"], folder: scratch.url).run().code == 0)
    for name in ["a.html", "b.html"] {
      let page = try String(contentsOf: scratch.url.appending(path: name), encoding: .utf8)
      #expect(try Self.templates(page).isEmpty)
    }
  }

  @Test func helpOnShowListsEveryPictureThatAxesCanAskFor() throws {
    let help = try Weir.run("-e", "help(show)").output
    for name in ["heads", "grid", "complex", "heatmap", "tokens", "bars", "line", "histogram", "arcs", "clustered"] {
      #expect(help.contains("  \(name) "), "\(name)")
    }
    #expect(try Weir.run("-e", "help(\"show\")").output == help)
  }

  @Test(arguments: [
    ("line_plot([1, 2], low: [1], high: [2, 3])", "as many numbers as `y` has"),
    ("scatter_plot([1, 2], [1])", "as many numbers as `x` has"),
    ("text_map(tensor([[1, 2]], axes: [\"a\", \"b\"]), [\"x\"])", "2 strings"),
    ("diff(zeros({a: 2}), zeros({a: 3}))", "same axes"), ("small_multiples([])", "at least one tensor"),
    ("small_multiples([zeros({a: 2, b: 2}), zeros({a: 2, b: 2})]).values", "f.panels[0].values"),
    ("bar_plot({a: [1, 2], b: [1]})", "equally long"), ("histogram([\"a\"])", "tensor"),
    ("top_tokens(run(\"the\")).values", "draws no tensor"),
    ("neuron_figure(tensor([1, 2]), tensor([[1, 0]]), [1, 2], [1])", "one score a key"),
  ])
  func aWrongArgumentIsSaidInItsTerms(program: String, words: String) throws {
    let outcome = try Weir.run("-e", program)
    #expect(outcome.code == 1 && outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test(arguments: [
    "line_plot([])", "bar_plot(zeros({a: 0}))", "histogram([])", "scatter_plot([], [])",
    "diff(zeros({a: 0, b: 0}), zeros({a: 0, b: 0}))",
    "histogram([0 / 0, 1], bins: -3)", "histogram([1, 1e38], bins: 1e9)", "clustered_matrix(zeros({a: 0, b: 3}))",
    "show zeros({head: 0, query: 2, key: 2})", "show zeros({layer: 2, head: 2, query: 0, key: 0})",
  ])
  func nothingEmptyOrAbsurdCrashes(program: String) throws {
    let outcome = try Weir.run("-e", program)
    #expect(!outcome.wasKilled && outcome.code < 2, "\(outcome.errors)")
  }
}
