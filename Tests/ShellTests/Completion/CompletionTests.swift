import Testing

@testable import WeirShell

/// `|` is the cursor; what follows is what may stand there, best first.
///
/// A trailing `...` allows more behind.
private let cases: [(String, [String])] = [
  // Names.
  ("ca|", ["cache"]), ("cl|", ["clean", "Clean"]), ("Cl|", ["Clean"]), ("x = ca|", ["cache"]), ("xyz|", []),
  ("[cache, cl|", ["clean", "Clean"]), ("f(x -> ca|", ["cache"]), ("{a: ca|", ["cache"]), ("not ca|", ["cache"]),
  ("whi|", ["while"]), ("re|", ["read_text", "return"]), ("circ|", ["circuits"]), ("cache + pa|", ["pairs", "param"]),
  ("x = 1; ca|", ["cache"]), ("x = 1\nca|", ["cache"]), ("|", ["cache", "clean", "Clean", "held", "m", "pairs"]),
  ("\"\\(ca|", ["cache"]), ("\"a\" + ca|", ["cache"]), ("\"a\\(x)b\" + ca|", ["cache"]), ("ca| + 1", ["cache"]),
  ("if ca|", ["cache"]), ("for x in ca|", ["cache"]),
  // Members.
  ("cache.|", ["interventions", "logits", "model", "tokens"]), ("cache.lo|", ["logits"]),
  ("pairs.c|", ["clean", "corrupt"]),
  ("pairs.clean.|", ["text"]), ("pairs.clean.t|", ["text"]), ("circuits.f|", ["find", "faithful"]), ("nothing.|", []),
  ("f(1).|", []), ("show cache.lo|", ["logits"]), ("1.|", []), ("cache.logits.x.|", []),
  // Components.
  ("L|", ["L0", "L1", "L2", "L3", "..."]), ("L[|", ["0..<12]", "0..<", "1..<", "..."]),
  ("L[3..<|", ["4]", "5]", "..."]), ("L[3..<1|", ["10]", "11]", "12]"]), ("L[12..<|", []),
  ("cache[L5H[|", ["0..<4]", "0..<", "..."]),
  ("L5H[2..<|", ["3]", "4]"]), ("L1|", ["L1", "L10", "L11"]), ("L11|", ["L11"]), ("L12|", []),
  ("L5H|", ["L5H0", "L5H1", "L5H2", "L5H3", "L5H*", "L5H[0..<4]"]), ("L5H2|", ["L5H2"]), ("L5H4|", []), ("L99H|", []),
  ("L*H|", ["L*H0", "L*H1", "L*H2", "L*H3", "L*H*"]), ("show qk(cache, L5H|", ["L5H0", "..."]),
  ("L5G|", ["L5G0", "..."]),
  // Sites.
  ("L5H1.pa|", ["pattern"]), ("L5.resid|", ["resid_pre", "resid_mid", "resid_post"]), ("L5H1.resid|", []),
  ("L5N3.ml|", ["mlp_pre", "mlp_post"]),
  ("L*H*.z|", ["z"]), ("L5.ln1|", ["ln1_scale", "ln1_normalized"]), ("L5H1.rot|", []), ("cache[L5.mlp_o|", ["mlp_out"]),
  // Hook names.
  ("cache[\"|", ["blocks.", "..."]), ("cache[\"bl|", ["blocks."]),
  ("cache[\"blocks.1|", ["blocks.1.", "blocks.10.", "blocks.11."]),
  ("cache[\"blocks.5.a|", ["blocks.5.attn."]), ("cache[\"blocks.5.attn.hook_p|", ["blocks.5.attn.hook_pattern"]),
  ("cache[\"blocks.12.|", []), ("cache[\"hook_e|", ["hook_embed"]),
  ("cache[\"hook_patt|", ["blocks.0.attn.hook_pattern"]),
  ("cache[\"ln_f|", ["ln_final."]),
  ("sites_of(\"blocks.3.hook_r|", ["blocks.3.hook_resid_mid", "blocks.3.hook_resid_post", "blocks.3.hook_resid_pre"]),
  // Keys and axes.
  ("pairs[\"c|", ["clean", "corrupt"]), ("cache[he|", ["head: ", "held"]),
  ("cache[|", ["head: ", "query: ", "key: ", "..."]),
  ("m[|", ["cache", "..."]),
  ("held[|", ["L0", "L1", "..."]), ("held[em|", ["embed"]), ("held[\"blo|", ["blocks."]),
  ("cache[query: \"|", ["<|endoftext|>", "The", " cat", " sat"]), ("cache[key: \" c|", [" cat"]),
  ("cache[vocab: \" c|", [" cat", " cats"]), ("cache[head: \"|", []),
  // What functions of arguments are written with.
  ("sites_of(h -> ablate(h.z|", ["z"]), ("sites_of(h -> h.lo|", ["logits"]), ("sites_of(h -> |", ["cache", "..."]),
  ("ablate(x, over: r -> |", ["cache", "..."]), ("ablate(x, over: r -> 1, |", ["by: ", "at: ", "cache", "..."]),
  ("hooked(\"a\", using: |", ["ablate", "steer", "cache", "..."]), ("hooked(\"a\", using: st|", ["steer"]),
  // Later words of a name; nothing in comments.
  ("endo|", []), ("text|", ["read_text"]), ("x = 1 # ca|", []), ("# ca|", []), ("\"# ca\" + ca|", ["cache"]),
  // Arguments.
  ("ablate(|", ["site: ", "by: ", "over: ", "at: ", "cache", "..."]),
  ("ablate(L5H1.z, |", ["by: ", "over: ", "at: ", "cache", "..."]),
  ("ablate(L5H1.z, b|", ["by: ", "break"]), ("ablate(L5H1.z, by: \"mean\", |", ["over: ", "at: ", "cache", "..."]),
  ("run \"a\", mo|", ["model: "]), ("run \"a\", w|", ["watch: ", "while", "with"]), ("x = run \"a\", mo|", ["model: "]),
  ("show cache, t|", ["title: ", "token", "to", "true"]), ("show ca|", ["cache"]),
  ("run(\"a\", with: [ablate(L5H1, b|", ["by: ", "break"]),
  ("circuits.find x, |", ["cache", "..."]), ("show(run(\"a\"), t|", ["title: ", "token", "to", "true"]),
  ("shape(cache, r|", ["run", "read_text", "return"]),
  ("x |> show t|", ["title: ", "token", "to", "true"]), ("return run \"a\", mo|", ["model: "]), ("run \"a\"; mo|", []),
  ("run - mo|", []), ("run = mo|", []),
  // Values of arguments.
  ("ablate(x, by: |", ["\"zero\"", "\"mean\"", "\"resample\"", "cache", "..."]),
  ("ablate(x, by: \"|", ["zero", "mean", "resample"]),
  ("ablate(x, by: \"me|", ["mean"]), ("ablate(x, \"re|", ["resample"]), ("show x, as: \"h|", ["heatmap"]),
  ("show(x, as: \"|", ["heatmap", "line", "table"]),
  ("ablate(x, at: |", ["0", "1", "2", "3", "cache", "..."]), ("ablate(x, at: 2|", ["2"]),
  ("run(\"a\", model: m|", ["m"]), ("run(\"a\", model: \"g|", ["gpt2", "gpt2-medium"]),
  ("quantile(cache, over: |", ["\"head\"", "\"query\"", "\"key\"", "cache", "..."]),
  ("quantile(cache, over: \"|", ["head", "query", "key"]), ("quantile(cache, over: \"q|", ["query"]),
  ("quantile(cache, 0.9, \"k|", ["key"]), ("quantile cache, over: \"h|", ["head"]),
  ("y = quantile(cache, over: \"k|", ["key"]), ("quantile(cache.logits, over: \"|", []),
  ("quantile(cache + 1, over: \"|", []), ("quantile(f(cache), over: \"|", []), ("quantile(over: \"|", []),
  ("quantile(cache, sorted: |", ["true", "false", "cache", "..."]), ("quantile(cache, sorted: t|", ["true", "..."]),
  ("quantile(x, |", ["q: ", "over: ", "sorted: ", "cache", "..."]), ("cache[query: |", ["0", "1", "2", "3", "..."]),
  ("cache[query: 2|", ["2"]), ("cache[head: 1|", ["1"]), ("cache[head: 3, query: |", ["0", "1", "2", "3", "..."]),
  ("cache[key: 9|", []), ("show cache[L5H|", ["L5H0", "..."]), ("run(\"a\", watch: [L5H1.pa|", ["pattern"]),
  // Behind brackets.
  ("run(\"a\").|", ["logits", "tokens"]), ("x = run(\"a (b\", watch: [L1]).lo|", ["logits"]),
  ("pairs[0].|", ["text"]), ("show pairs[f(1)[2]].t|", ["text"]), ("(1 + 2).|", []), ("load(\"m\").|", []),
  ("cache.model[0].|", []), ("[cache].|", []), (").|", []),
  // Strings.
  ("load \"g|", ["gpt2", "gpt2-medium"]), ("load(\"br|", ["brook"]), ("m = load \"gpt2-|", ["gpt2-medium"]),
  ("load \"|", ["brook", "gpt2", "gpt2-medium"]),
  ("token(\" c|", [" cat", " cats"]), ("token(\"say \\\"|", ["say \\\"hi\\\""]), ("token(\"sa|", ["say \\\"hi\\\""]),
  ("chance(cache, \" ca|", [" cat", " cats"]), ("chance(cache, of: \" ca|", [" cat", " cats"]), ("token(\"a\\|", []),
  ("read_text(\"odd/|", ["a \\\"b\\\".txt"]), ("read_text(\"odd/a \\\"|", ["a \\\"b\\\".txt"]),
  ("read_text(r\"no|", ["notes.md"]), ("token(\"d|", []), ("read_text(\"n|", ["notes.md"]),
  ("read_text(\"r|", ["run.weir", "runs/"]),
  ("read_text(\"runs/|", ["a.json", "b.json"]), ("use \"ru|", ["run.weir", "runs/"]), ("save x to \"no|", ["notes.md"]),
  ("read_text(\".h|", [".hidden"]),
  ("read_text(\"~/|", ["home.txt"]), ("print(\"some words |", []), ("\"./|", []),
  ("read_text(path: \"n|", ["notes.md"]), ("\"closed\" |", ["cache", "..."]),
  // Characters by name.
  ("\\alpha|", ["α"]), ("\"\\beta|", ["β"]), ("\\alp|", ["\\alpha"]), ("\"\\n|", []), ("\\nosuch|", []),
  // Commands and help.
  (":q|", ["quit"]), (":|", ["apropos", "..."]), (":ver|", ["version"]), (":nosuch |", []),
  (":load r|", ["run.weir", "runs/"]), (":load runs/a|", ["a.json"]),
  (":time ca|", ["cache"]), (":time run(\"a\", mo|", ["model: "]), (":set ti|", ["timing"]),
  (":set timing o|", ["on", "off"]), (":set nosuch x|", []),
  (":set digits 1|", ["1", "10", "11", "12", "13", "14", "15", "16", "17"]),
  (":set mode |", ["text", "json", "csv", "markdown"]), (":e|", ["edit", "explain"]),
  (":replay r|", ["run.weir", "runs/"]),
  (":why ca|", ["cache"]), (":why |", ["cache", "clean", "Clean", "held", "m", "pairs"]), (":why abl|", []),
  (":cd r|", ["runs/"]), (":cd |", ["odd/", "runs/"]), (":load \"ru|", ["run.weir", "runs/"]),
  (":load odd/|", ["a \"b\".txt"]),
  ("?L5H1.pa|", ["pattern"]), ("?blocks.5.attn.hook_p|", ["blocks.5.attn.hook_pattern"]), ("?E8986|", ["E8986"]),
  ("?L5H|", ["L5H0", "..."]), (":type cache.lo|", ["logits"]), (":source abl|", ["ablate"]), (":doc|", []),
  ("??circuits.fi|", ["find"]), (":explain E8986|", ["E8986"]), (":save no|", ["notes.md"]), ("x = \\lambda|", ["λ"]),
  (":help abl|", ["ablate"]), ("?abl|", ["ablate"]), ("? abl|", ["ablate"]), ("??show|", ["show"]),
  ("?circuits.fi|", ["find"]), ("?:qu|", [":quit"]), (":quit x|", []),
]

@Test(arguments: cases)
func tabOffersWhatMayStandThere(_ marked: String, _ expected: [String]) throws {
  let cut = try #require(marked.firstIndex(of: "|", after: "x |>"))
  let text = String(marked[..<cut]) + marked[marked.index(after: cut)...]
  let cursor = marked[..<cut].utf8.count
  let completion = Completer.complete(text, at: cursor, facts: SampleFacts())
  var found = completion.candidates.map(\.text)
  if expected.last == "..." { found = Array(found.prefix(expected.count - 1)) + ["..."] }
  #expect(found == expected)
  #expect(completion.replaced.upperBound == cursor && completion.replaced.lowerBound >= 0)
}

extension String {
  /// The cursor mark, which is not the bar of a pipe.
  fileprivate func firstIndex(of mark: Character, after exception: String) -> Index? {
    let from = hasPrefix(exception) ? index(startIndex, offsetBy: exception.count) : startIndex
    return self[from...].firstIndex(of: mark)
  }
}

@Test func thereAreManyCases() { #expect(cases.count >= 120) }

@Test(
  arguments: [
    (["cache"], "ca", false, TabAnswer(deletedBytes: 2, insertion: "cache")),
    (["resid_pre", "resid_post"], "re", false, TabAnswer(deletedBytes: 2, insertion: "resid_p")),
    (["resid_pre", "resid_post"], "resid_p", false, TabAnswer()),
    (["resid_pre", "resid_post"], "resid_p", true, TabAnswer(listing: "resid_pre   site\nresid_post  site\n")),
    ([], "x", true, TabAnswer()), (["x"], "x", true, TabAnswer()),
  ] as [([String], String, Bool, TabAnswer)])
func tabInsertsWhatIsCommonAndListsOnTheSecondPress(
  _ texts: [String], _ typed: String, _ isRepeated: Bool, _ expected: TabAnswer
) {
  let completion = Completion(replaced: 0..<typed.utf8.count, candidates: texts.map { Candidate($0, .site) })
  let answer = CompletionListing.answer(completion, typed: typed, isRepeated: isRepeated, width: 40, colour: false)
  #expect(answer == expected)
}

@Test func manyCandidatesStandInColumnsAndTooManyAreCounted() {
  let some = (0..<30).map { Candidate("name\($0)", .variable) }
  let lines = CompletionListing.list(some, width: 40).plain.split(separator: "\n")
  #expect(lines.count == 8 && lines.allSatisfy { $0.displayWidth <= 40 })
  #expect(lines.first == "name0   name8   name16  name24")
  let many = (0..<200).map { Candidate("name\($0)", .variable) }
  #expect(CompletionListing.list(many, width: 40).plain == "200 candidates; type some more\n")
}
