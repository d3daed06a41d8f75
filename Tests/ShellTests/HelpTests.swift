import Testing
import WeirLanguage
import WeirNatives

@testable import WeirShell

/// Help, search and the tour on the real library and the bundled model.
@Suite(.serialized) struct HelpTests {
  private func session() throws -> Session { try Session.standard(world: World(write: { _ in }, draw: { _ in })) }

  @Test func everyStepOfTheTourRuns() throws {
    let session = try session()
    for step in Tour.steps {
      var echoes = 0
      let outcome = session.run(entry: step.program) { _ in echoes += 1 }
      guard case .succeeded = outcome else {
        Issue.record("\(step.title): \(outcome)")
        return
      }
    }
    // The claim itself: the second copy is lost without the seven heads and kept without seven others.
    let record = try #require(session.interpreter.value(of: "_7")?.asRecord)
    let losses = ["nothing", "circuit", "others"].map { record[$0]?.asNumber ?? .nan }
    #expect(losses[0] < 0.5 && losses[1] > 5 && losses[2] < 0.5, "\(losses)")
  }

  @Test func theOverviewsExamplesRun() throws {
    let runner = ExampleRunner(besides: try session(), width: 80)
    for sample in HelpOverview.samples {
      let result = try runner.run(sample)
      #expect(!result.plain.isEmpty && !result.pieces.contains { $0.style == .error }, "\(sample): \(result.plain)")
    }
  }

  @Test(
    "the examples of a module's function need a `use` that help neither shows nor runs",
    arguments: [
      "attribution.by_head", "induction.found", "attention.entropy", "std.loss",
    ])
  func examplesOfModulesRun(_ name: String) throws {
    let session = try session()
    let topic = try #require(HelpFinder(session: session).topic(name))
    let page = try ExampleRunner(besides: session, width: 80).page(topic, width: 80)
    #expect(!topic.examples.isEmpty && !page.plain.contains("error["), "\(page.plain)")
  }

  @Test func examplesOfWordsGiveWhatTheyPromise() throws {
    let runner = ExampleRunner(besides: try session(), width: 80)
    for word in WordHelp.words {
      for example in WordHelp.topic(word)?.examples ?? [] {
        let lines = try runner.run(example.input).plain.split(separator: "\n").map(String.init)
        #expect(lines == example.expected, "\(word): \(example.input)")
      }
    }
  }

  @Test(arguments: TokenKind.reservedWords)
  func everyReservedWordIsExplained(_ word: String) {
    #expect(WordHelp.topic(word)?.summary.isEmpty == false)
  }

  @Test(arguments: [
    ("ablate", "ablate(site, by = \"zero\""), ("induction_score", "induction_score("),
    ("induction", "module induction"),
    ("induction.found", "found("), ("pattern", "pattern("), ("L5H1.pattern", "L5H1.pattern"),
    ("resid_pre", "L5.resid_pre"),
    ("blocks.3.attn.hook_z", "L5H1.z"), ("L5H1", "L5H1"), (":save", ":save FILE"), (":q", ":quit"), ("for", "for"),
    ("|>", "|>"), ("std.loss", "loss("), ("cd", ":cd"), ("vars", ":vars"), ("save", "save("), ("tour", ":tour"),
  ])
  func aNameIsExplained(_ name: String, _ heading: String) throws {
    let topic = try #require(HelpFinder(session: try session()).topic(name))
    #expect(topic.heading.hasPrefix(heading), "\(topic.heading)")
    #expect(!topic.summary.isEmpty || !topic.contents.isEmpty)
  }

  @Test(arguments: [
    ("ablat", "ablate"), ("inducton_score", "induction_score"), ("resid_prr", "resid_pre"), (":qiut", ":quit"),
    ("L5.resid_psot", "L5.resid_post"), ("L5H1.patern", "L5H1.pattern"),
    ("blocks.5.attn.hook_patern", "blocks.5.attn.hook_pattern"),
  ])
  func anUnknownNameIsAnsweredWithANearOne(_ name: String, _ suggestion: String) throws {
    let finder = HelpFinder(session: try session())
    #expect(finder.topic(name) == nil)
    #expect(finder.suggestion(for: name) == suggestion)
  }

  @Test(arguments: ["induction", "zero", "entropy", "residual", "history"])
  func searchFindsWhatMentionsAWord(_ word: String) throws {
    let found = Apropos(session: try session()).search(word)
    #expect(!found.isEmpty && found.count < 80)
  }

  @Test(arguments: [
    ("heatmap", "attention_pattern"), ("heat map", "layer_head_map"), ("logit attribution", "attribution.by_component"),
    ("direct logit attribution", "attribution.by_head"), ("embedding", "sentence_embedding"),
    ("token embeddings", "embed"), ("tokenise", "tokens"),
    ("tokenize", "tokens"), ("knock out", "ablate"), ("knockout", "knockout"), ("zero ablation", "ablate"),
    ("mean ablation", "ablate"), ("activation patching", "patch"), ("causal tracing", "patch"),
    ("path patching", "path"), ("steering vector", "steer"), ("run_with_cache", "run"), ("forward pass", "run"),
    ("perplexity", "loss"), ("cross entropy", "loss"), ("logit difference", "logit_diff"),
    ("attention sink", "attention.first_token_share"), ("induction head", "induction_score"),
    ("previous-token head", "previous_token_score"), ("logit lens", "attribution.logit_lens"),
    ("pca", "svd"), ("singular value decomposition", "svd"), ("sampling", "generate"), ("decode", "token_text"),
    ("top-k", "top"), ("visualise", "show"), ("visualize", "show"), ("hook function", "edit"), ("png", "save"),
    ("max activating examples", "scan"), ("ov circuit", "circuits.full_ov"), ("working folder", ":cd"),
    ("colored tokens", "coloured_tokens"), ("remove a direction", "project_out"), ("pretrained", "load"),
  ])
  func searchFindsWhatPeopleCallByAnotherName(_ query: String, _ name: String) throws {
    let found = Apropos(session: try session()).search(query).prefix(5).map(\.name)
    #expect(found.contains(name), "\(found)")
  }

  @Test(arguments: [("indction", "induction"), ("heetmap", "heatmap"), ("xyzzy", nil)] as [(String, String?)])
  func aSearchThatFindsNothingIsAnsweredWithANearWord(_ query: String, _ word: String?) throws {
    let apropos = Apropos(session: try session())
    #expect(apropos.search(query).isEmpty)
    #expect(apropos.suggestion(for: query) == word)
  }

  @Test func searchForNothingFindsNothing() throws {
    #expect(Apropos(session: try session()).search("xyzzy").isEmpty)
    #expect(Apropos(session: try session()).search("a").isEmpty)
  }

  @Test(arguments: ["qk", "induction_score", "heads", "save"])
  func aFunctionAndItsNameHaveOnePage(_ name: String) throws {
    let session = try session()
    let value = try #require(try session.interpreter.lookUp(name))
    let help = LibraryHelp(session.interpreter.library)
    let byName = HelpPage(width: 80).draw(try #require(HelpFinder(session: session).topic(name)))
    #expect(HelpPage(width: 80).draw(help.topic(of: value)) == byName)
  }
}
