import WeirLanguage
import WeirModel
import WeirShell
import WeirText

/// A session that needs no model: GPT-2's shape with few layers, and functions declared here.
struct SampleFacts: CompletionFacts {
  private static let declarations = """
    ## Replaces a site's numbers.
    ## `by`: `"zero"`; `"mean"` over the run `over`; `"resample"` from another prompt
    def ablate(site, by = "zero", over = none, at = none) = 1
    ## Runs prompts.
    def run(prompt, watch = [], model = none) = 1
    def hooked(prompt, using: intervention or list or none = none) = 1
    def steer(site) -> intervention = 1
    def chance(r: run, of: token or none = none) = 1
    ## Draws a value.
    ## `as`: `"heatmap"`, `"line"` or `"table"`
    def show(x, title = "", as = none) = 1
    def load(name, processing = "none") = 1
    def token(text) = 1
    def read_text(path) = 1
    def shape(x, ...rest) = 1
    def sites_of(site) = 1
    def quantile(x: tensor, q: number = 0.5, over: string or none = none, sorted: bool = false) = 1
    """

  private var definitions: [Definition] {
    Parser.parseTolerantly(Source(name: "sample", text: Self.declarations)).program.statements.compactMap {
      if case .define(let definition) = $0.kind { return definition }
      return nil
    }
  }

  var boundNames: [Candidate] {
    ["cache", "clean", "Clean", "held", "m", "pairs"].map { Candidate($0, .variable) }
  }
  var libraryNames: [Candidate] {
    definitions.map { Candidate($0.name.text, .function) } + [Candidate("circuits", .module)]
  }

  func members(of path: [String]) -> [Candidate] {
    switch path {
    case ["cache"]: ["interventions", "logits", "model", "tokens"].map { Candidate($0, .field) }
    case ["pairs"]: ["clean", "corrupt"].map { Candidate($0, .field) }
    case ["pairs", "clean"]: ["text"].map { Candidate($0, .field) }
    case ["circuits"]: ["find", "faithful"].map { Candidate($0, .function) }
    default: []
    }
  }

  func members(ofResultOf function: String) -> [Candidate] {
    function == "run" ? ["logits", "tokens"].map { Candidate($0, .field) } : []
  }
  func members(ofItemsOf path: [String]) -> [Candidate] {
    path == ["pairs"] ? ["text"].map { Candidate($0, .field) } : []
  }

  func functions(giving type: String) -> [Candidate] {
    type == "intervention" ? ["ablate", "steer"].map { Candidate($0, .function) } : []
  }
  func isRun(_ path: [String]) -> Bool { path == ["held"] }
  func axes(of path: [String]) -> [String] { path == ["cache"] ? ["head", "query", "key"] : [] }
  func keys(of path: [String]) -> [String] { path == ["pairs"] ? ["clean", "corrupt"] : [] }

  func signature(of function: String) -> Signature? {
    definitions.first { $0.name.text == function }.map { Signature($0) }
  }
  func documentation(of function: String) -> DocComment? {
    definitions.first { $0.name.text == function }?.documentation.map { DocComment($0) }
  }

  let configuration = try? ModelConfiguration(
    bytes: Array(
      """
      {"model_type": "gpt2", "n_layer": 12, "n_head": 4, "n_embd": 16, "n_positions": 32, "n_ctx": 32,
       "vocab_size": 100, "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new"}
      """.utf8), path: "config.json", name: "sample")

  let tokens = ["<|endoftext|>", "The", " cat", " sat"]
  func vocabulary(_ prefix: String, limit: Int) -> [String] {
    Array([" cat", " cats", " dog", "cat", "say \"hi\""].filter { $0.hasPrefix(prefix) }.prefix(limit))
  }
  let modelNames = [Candidate("brook", .model), Candidate("gpt2", .model), Candidate("gpt2-medium", .model)]
  func files(in folder: String) -> [String] {
    switch folder {
    case ".": ["notes.md", "odd/", "run.weir", "runs/", ".hidden"]
    case "odd/": ["a \"b\".txt"]
    case "runs/": ["a.json", "b.json"]
    case "~/": ["home.txt"]
    default: []
    }
  }
}
