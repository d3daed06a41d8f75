// What `help` shows without a name: four programs and what they really do, so that it cannot grow stale.

import WeirLanguage
import WeirText

/// The first page of the help.
public enum HelpOverview {
  /// Short programs, each showing one thing.
  public static let samples = [
    "r = run \"the cat sat on the mat. the cat\"; r",
    "probability(r, \" sat\")",
    "top(induction_score(r), k: 3)",
    "loss(run(\"the cat sat the cat sat\")) - loss(run(\"the cat sat the cat sat\", with: ablate(L2H0)))",
  ]

  /// The page in pieces, each as soon as it is computed.
  public static func write(_ runner: ExampleRunner, to draw: (Markup) -> Void) throws {
    draw(Markup("A language for looking inside transformers. What these lines show is computed now:\n\n"))
    for sample in samples {
      let result = try runner.run(sample)
      draw(Markup("weir> ", .strong) + Highlighter.highlight(sample) + Markup("\n"))
      draw(EchoFitting.fit(result, rows: 8))
    }
    draw(
      HelpPage.prose(
        """

        `help(name)` what a word does, at the prompt also `?name`    `??name` its source
        `:apropos word` what mentions it    `:help commands` the prompt's commands    `:tour` a guided walk

        """))
  }
}
