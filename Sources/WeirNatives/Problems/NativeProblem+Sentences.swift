import WeirLanguage
import WeirText

extension NativeProblem {
  public var code: String {
    switch self {
    case .indexNotWhole: "E3501"
    case .notAnIndex: "E3502"
    case .notATensor: "E3503"
    case .unknownChoice: "E3504"
    case .notOneToken: "E3531"
    case .notASite: "E3532"
    case .notAnIntervention: "E3533"
    case .tokenOutside: "E3534"
    case .notAPrompt: "E3535"
    case .emptyPrompt: "E3540"
    case .notPositions: "E3536"
    case .notAWeight: "E3537"
    case .needsReference: "E3539"
    case .wouldBeIgnored: "E3542"
    case .outsideOf: "E3543"
    case .wrongVocabulary: "E3538"
    case .countsDisagree: "E3545"
    case .notFinite: "E3546"
    case .measureNotANumber: "E3551"
    case .measureChangesShape: "E3552"
    case .measureReadsNothing: "E3064"
    case .cellsDisagree: "E3066"
    case .measureHasRows: "E3065"
    case .sweepInterrupted: "E3553"
    case .scanNeedsOneNumber: "E3554"
    case .nothingToDo: "E5301"
    case .nothingUnder: "E5302"
    case .runsAndInterventions: "E5303"
    case .memoryLimitTooSmall: "E5304"
    case .notAnAmount: "E5305"
    case .unknownKey: "E5306"
    case .contextFull: "E5307"
    case .notAnEdge: "E3515"
    case .unknownPicture: "E3511"
    case .cannotDraw: "E3512"
    case .noPicture: "E3513"
    case .unknownPalette: "E3514"
    case .noOneTensor: "E3517"
    case .differentAxes: "E3518"
    case .noHelp: "E3541"
    case .noWords: "E3561"
    case .wordsDisagree: "E3562"
    case .repeatedWord: "E3563"
    case .comparesFactored: "E3505"
    case .unknownExtension: "E3521"
    case .cannotSave: "E3522"
    case .nestedTooDeep: "E3523"
    case .tooLongToWrite: "E3524"
    }
  }

  public var message: String {
    switch self {
    case .indexNotWhole(let number): "an index must be a whole number, not \(NumberText.shortest(number))"
    case .notAnIndex(let found): "\(found) cannot be an index"
    case .nestedTooDeep(let limit): "lists and records nested deeper than \(limit) levels cannot be saved"
    case .tooLongToWrite(let limit): "this would take more than \(limit >> 30) GiB as text"
    case .notATensor(let found): "a tensor or a number is needed here, not \(found)"
    case .unknownChoice(let word, _): "`\"\(word)\"` is not one of the words that are allowed here"
    case .notOneToken(let text, let pieces, _):
      pieces.isEmpty
        ? "the empty text is no token"
        : "\"\(Visible.text(text))\" is not one token but \(pieces.count): \(Count.list(pieces.map(TokenLabels.visible)))"
    case .noWords(let model): "\(model) has no words: it runs on token numbers"
    case .wordsDisagree(let words, let tokens):
      "\(Count.of(words, "word")) for a vocabulary of \(Count.of(tokens, "token"))"
    case .repeatedWord(let word): "the word \"\(Visible.text(word))\" stands twice"
    case .comparesFactored(let sign): "`\(sign)` compares entries, and those of a factored matrix are not computed"
    case .notASite(let found): "\(found) is not a site of a run"
    case .notAnIntervention(let found): "\(found) is not an intervention"
    case .tokenOutside(let place, let count): "there is no token \(place) among \(count)"
    case .emptyPrompt: "the prompt is empty"
    case .notAPrompt(let found): "\(found) cannot be run: a prompt is a text, tokens, or a list of them"
    case .notPositions(let found): "\(found) does not say positions"
    case .wouldBeIgnored(let name, let reason): "`\(name)` would be ignored: \(reason)"
    case .outsideOf(let name, let found, let allowed): "`\(name)` must be \(allowed), not \(Value.number(found).text)"
    case .needsReference(let by): "`by: \"\(by)\"` needs a reference run: `over:`"
    case .notAWeight(let found): "\(found) is not a weight of a model"
    case .wrongVocabulary(let mine, let other): "these tokens were made for \(other) and cannot be run on \(mine)"
    case .notFinite(let layer, let model):
      "the residual stream holds NaN or infinite numbers from "
        + (layer < 0 ? "the embedding" : "layer \(layer)") + " of \(model) on"
    case .countsDisagree(let name, let given, let prompts):
      "`\(name):` has \(Count.of(given, "text")) for \(Count.of(prompts, "prompt"))"
    case .measureNotANumber(let found): "the measure of a sweep gives a number or a tensor, not \(found)"
    case .measureChangesShape(let base, let cell):
      "the measure gives `\(base)` for the base run and `\(cell)` for a cell"
    case .cellsDisagree(let takes, let given, _):
      "`do` takes \(Count.of(takes, "value")), and a cell of this sweep has \(given)"
    case .measureReadsNothing:
      "the measure reads nothing of the run that it is given, so every cell would have the same number"
    case .measureHasRows(let axis):
      "the measure gives rows of different lengths along `\(axis)`, and the sweep goes over a `\(axis)` of its own"
    case .sweepInterrupted(let done, let count): "interrupted after \(done) of \(count) cells; the others are missing"
    case .scanNeedsOneNumber(let axes):
      "a scan keeps one number a position, but the site gives `\(axes.shapeText)`"
    case .nothingToDo(let count):
      "`do` gives nothing to do for \(count == 1 ? "the cell" : "any of \(count) cells")"
    case .nothingUnder(let name, let found): "a sweep cannot go over `\(name)`, which is \(found)"
    case .runsAndInterventions(let found): "`do` gives a run for some cells, and \(found) for another"
    case .memoryLimitTooSmall(let limit, let needed):
      "`memory_limit` is \(Count.of(limit, "byte")), and a cell of this sweep needs \(Count.grouped(needed))"
    case .notAnAmount(let text): "\"\(Visible.text(text))\" is no amount of memory"
    case .unknownKey(let key, let place, _): "`\(place):` has no `\(key)`"
    case .contextFull(let made, let limit, let context, let prompt):
      "generation\(prompt.map { " of prompt \($0)" } ?? "") ended after \(made) of \(limit) tokens: "
        + "the context of \(context) is full"
    case .notAnEdge(let found): "an edge of a graph is a record of two components and a number, not \(found)"
    case .unknownPicture(let name, _): "there is no picture named `\(name)`"
    case .cannotDraw(let name, let axes, _): "`\(name)` cannot draw a tensor \(axes.shapeText)"
    case .noPicture(let axes, _): "no picture shows a tensor \(axes.shapeText) whole"
    case .noOneTensor(let panels):
      panels == 0
        ? "this figure draws no tensor" : "this figure has \(panels) panels, so `values` could mean any of them"
    case .differentAxes(let left, let right):
      "a difference needs the same axes on both sides, found \(left.shapeText) and \(right.shapeText)"
    case .unknownPalette(let name, _): "there is no palette named `\(name)`"
    case .noHelp(let name, _): "nothing is known about `\(name)`"
    case .unknownExtension(let name, _):
      name.isEmpty ? "the file's name has no extension that says what to write" : "nothing is written as `.\(name)`"
    case .cannotSave(let found, let name, _): "\(found) cannot be written as `.\(name)`"
    }
  }

  public var help: [String] {
    switch self {
    case .indexNotWhole: ["`round(i)`, `floor(i)` or `a // b` give whole numbers"]
    case .notAnIndex("none"): ["axes align by name, so that no new axis is needed: leave it out"]
    case .notAnIndex:
      ["an index is a position, a range, a list of positions, a label such as \" cat\", a mask, or `axis: index`"]
    case .notATensor: []
    case .noWords: ["write `run(tokens([0, 1]))`, or give `make_model` its `words:`"]
    case .wordsDisagree: ["`words:` has one text for each row of W_E"]
    case .repeatedWord: []
    case .comparesFactored(let sign):
      ["write `multiply_out(a) \(sign) multiply_out(b)`, or compare the factors, `a.left` and `a.right`"]
    case .unknownChoice(let word, let words):
      Suggestion.help(for: word, among: words) + ["write \(Count.list(words.map { "\"\($0)\"" }, "or"))"]
    case .notOneToken(_, _, let suggestion):
      suggestion.map { ["did you mean \"\($0)\", with a space in front?"] } ?? []
    case .notASite: ["write `r[L5H1.pattern]`, `r[L5.resid_pre]` or `r[\"blocks.5.attn.hook_pattern\"]`"]
    case .notAnIntervention: ["interventions are made by `ablate`, `patch`, `steer`, ...: `with: ablate(L5H1)`"]
    case .notAPrompt: ["write `run \"the cat sat\"`, or `run(tokens([464, 3797]))` for token numbers"]
    case .notPositions: ["positions are a number, a range, a list of numbers, or a text that stands in the prompt once"]
    case .wouldBeIgnored(let name, _): ["leave `\(name)` out"]
    case .outsideOf: []
    case .needsReference(let by): ["write `ablate(L5H1, by: \"\(by)\", over: reference)`, with `reference = run [...]`"]
    case .emptyPrompt: ["a run of the beginning-of-sequence token alone is `run(tokens([current_model().bos]))`"]
    case .measureNotANumber: ["write `measure: r -> loss(r)` or `measure: loss`"]
    case .measureChangesShape: ["measure what has one shape for all cells, such as one position: `r.logits[pos: -1]`"]
    case .cellsDisagree(_, let given, let axes):
      given == 1
        ? ["an item comes as one value, a head too: `do: h -> ...`, with `h.layer` and `h.index`"]
        : ["one for each of \(Count.list(axes.map { "`\($0)`" }, "and")), in this order"]
    case .measureReadsNothing: ["read from its parameter: `measure: r -> loss(r)`"]
    case .measureHasRows(let axis): ["give the sweep's another name than `\(axis)`: `over: {prompt: ...}`"]
    case .sweepInterrupted: []
    case .scanNeedsOneNumber: ["name one neuron: `read: neuron(7, 52)`"]
    case .nothingToDo: ["where a cell has nothing to do, `do` gives `[]`, and its number is missing; some must have"]
    case .nothingUnder(let name, _): ["write `over: {\(name): ...}` with a list, a grid such as `heads()`, or a range"]
    case .runsAndInterventions: ["give interventions for every cell, or `run(..., with: ...)` for every cell"]
    case .memoryLimitTooSmall(_, let needed): ["write `memory_limit: \(needed)` or more, or leave it out"]
    case .notAnAmount: ["write a number and a unit, such as \"200 MB\": B, kB, MB, GB, or KiB, MiB, GiB"]
    case .unknownKey(let key, _, let known):
      Suggestion.help(for: key, among: known) + ["it takes \(Count.list(known.map { "`\($0)`" }, "and"))"]
    case .contextFull: []
    case .notAnEdge: ["write `graph([{from: L2H0, into: L5H9, score: 0.3}])`"]
    case .notAWeight: ["write `m[L5H1.W_Q]`, `m.W_E` or `m[\"blocks.5.attn.W_Q\"]`"]
    case .tokenOutside, .wrongVocabulary: []
    case .notFinite:
      ["`weir doctor MODEL` tells whether the weights hold such numbers; else an intervention put them there"]
    case .countsDisagree: ["give one for each prompt, in a list"]
    case .unknownPicture(let name, let known):
      Suggestion.help(for: name, among: known) + ["`as:` takes \(Count.list(known.map { "\"\($0)\"" }, "or"))"]
    case .cannotDraw(_, _, let possible):
      possible.isEmpty ? [] : ["these could: \(Count.list(possible.map { "as: \"\($0)\"" }, "or"))"]
    case .noPicture(_, let possible):
      ["reduce or index it to three axes or fewer: `mean(x, over: ...)`, `x[batch: 0]`"]
        + (possible.isEmpty ? [] : ["or ask for \(Count.list(possible.map { "`as: \"\($0)\"`" }, "or"))"])
    case .noOneTensor(let panels): panels == 0 ? [] : ["one of them: `f.panels[0].values`"]
    case .differentAxes: ["index both to what they share, such as `x[query: 0..<5, key: 0..<5]`"]
    case .unknownPalette(let name, let known):
      Suggestion.help(for: name, among: known) + ["palettes are \(Count.list(known))"]
    case .noHelp(_, let nearest): nearest.map { ["did you mean `\($0)`?"] } ?? ["`help()` shows where to begin"]
    case .unknownExtension(let name, let kinds):
      Suggestion.help(for: name, among: kinds) + ["extensions are \(Count.list(kinds.map { ".\($0)" }))"]
    case .nestedTooDeep: ["save its parts one by one"]
    case .tooLongToWrite: ["save its parts one by one, or numbers as .npy or .safetensors"]
    case .cannotSave(_, _, let allowed):
      allowed.isEmpty ? [] : ["it is written as \(Count.list(allowed.map { ".\($0)" }, "or"))"]
    }
  }
}
