// What `help` shows: four programs and what they really do, so that it cannot grow stale.

import WeirText

extension Shell {
  /// Short programs, each showing one thing.
  static let samples = [
    "r = run \"the cat sat on the mat. the cat\"; r",
    "probability(r, \" sat\")",
    "top(induction_score(r), k: 3)",
    "loss(run(\"the cat sat the cat sat\")) - loss(run(\"the cat sat the cat sat\", with: ablate(L2H0)))",
  ]

  func overview() {
    console.write(Markup("A prompt for looking inside transformers. What these lines show is computed now:\n\n"))
    let width = console.terminal.width - 2
    let outcome = onThread {
      let runner = try ExampleRunner(besides: self.session, width: width)
      for sample in Self.samples {
        let result = runner.run(sample)
        self.console.write(Markup("weir> ", .strong) + SyntaxPainter.paint(sample) + Markup("\n"))
        self.console.write(EchoFitting.fit(result, rows: 8))
      }
      return .succeeded
    }
    if case .succeeded = outcome {} else { finish(outcome, seconds: 0) }
    console.write(
      HelpPage.prose(
        """

        `?name` what a function does     `??name` its source     `:apropos word` what mentions it
        `:help commands` the commands    `:tour` a guided walk   `:quit` or Ctrl-D leaves

        """))
  }
}
