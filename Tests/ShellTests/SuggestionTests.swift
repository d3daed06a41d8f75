import Foundation
import Testing
import WeirLanguage
import WeirText

@testable import WeirShell

/// Whatever has a name: a slip in it is answered with the name that was meant.
@Suite struct SuggestionTests {
  static let cases: [(program: String, meant: String)] = [
    // Names of programs, modules and files.
    ("prnt(1)", "print"), ("threshold = 1; thresold + 1", "threshold"), ("use inducton", "induction"),
    ("use circuits: bigrms", "bigrams"), ("use induction as i; i.induction_scor(1)", "induction_score"),
    ("use \"inducton_tools.weir\" as i", "induction_tools.weir"),
    ("use \"induction_tools\" as i", "induction_tools.weir"), ("read_text(\"corpsu.txt\")", "corpus.txt"),
    ("read_csv(\"data/tabel.csv\")", "table.csv"), ("read_json(\"Corpus.txt\")", "corpus.txt"),
    ("read_tensors(\"wieghts.npy\")", "weights.npy"), ("save [1] to \"x.cvs\"", "csv"), ("load \"broo\"", "brook"),
    // Axes, labels, fields, columns.
    ("mean(zeros({pos: 2, head: 3}), over: \"haed\")", "head"), ("zeros({query: 2})[qurey: 0]", "query"),
    ("run(\"the cat sat\").logits[pos: \" caat\"]", "\" cat\""), ("r = {clean: 1, corrupt: 2}; r.corupt", "corrupt"),
    ("r = {clean: 1}; r[\"claen\"]", "clean"), ("t = table([{age: 3}]); t.agee", "age"),
    ("t = table([{layer: 3}]); t[\"layr\"]", "layer"), ("r = run \"a\"; r.logit", "logits"),
    ("load(\"brook\").confg", "config"), ("load(\"brook\").config.n_layer", "n_layers"),
    // Sites and weights.
    ("L5H1.patern", "pattern"), ("L5.resid_per", "resid_pre"),
    ("run(\"a\")[\"blocks.5.attn.hook_patern\"]", "blocks.5.attn.hook_pattern"),
    ("load(\"brook\")[\"blocks.0.attn.W_QQ\"]", "blocks.0.attn.W_Q"),
    ("load(\"brook\")[\"blocks.0.mlp.W_inn\"]", "blocks.0.mlp.W_in"),
    ("load(\"brook\").W_EE", "W_E"),
    // Named arguments and their words.
    ("run(\"x\", modle: 1)", "model"), ("def f(a, width = 1) = a; f(1, widht: 2)", "width"),
    ("generate(\"a\", temprature: 1)", "temperature"), ("ablate(L5H1.z, by: \"meen\")", "mean"),
    ("load \"brook\", processing: \"transformerlen\"", "transformerlens"),
    ("load \"brook\", precision: \"bfloat\"", "bfloat16"), ("show(1, titel: \"a\")", "title"),
    ("show qk(run(\"a b\"), 1), as: \"heatmp\"", "heatmap"),
    ("show qk(run(\"a b\"), 1), colours: \"bleus\"", "blues"), ("help(\"prnt\")", "print"),
  ]

  @Test("a slip in a name is not answered with the name", arguments: cases)
  func language(_ program: String, _ meant: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-near-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "data"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["induction_tools.weir", "corpus.txt", "weights.npy", "data/table.csv"] {
      try "def f(x) = x".write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let found = try SessionLog(workingFolder: folder.path).run(program).diagnostics.flatMap(\.help)
    #expect(found.contains("did you mean `\(meant)`?"), "\(found)")
  }

}
