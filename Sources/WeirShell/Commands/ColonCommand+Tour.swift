import WeirNatives
import WeirText

extension ColonCommand {
  static let tour = ColonCommand("tour", .none, "Walks in eight steps from a prompt to a claim about what a head does")
  {
    shell, _ in shell.tour()
  }
}

extension Shell {
  /// Shows each step, waits for Enter, and runs it in this session.
  func tour() {
    for (index, step) in Tour.steps.enumerated() {
      let title = "\n\(index + 1) of \(Tour.steps.count) · \(step.title)\n"
      console.write(Markup(title, .strong) + HelpPage.prose(step.prose) + Markup("\n\n"))
      for line in step.program.split(separator: "\n") {
        console.write(Markup("  ") + SyntaxPainter.paint(String(line)) + Markup("\n"))
      }
      console.finishLine()
      guard case .entry(let answer) = editor.read(Prompt("Enter runs it, q leaves > ", .dim)) else { return }
      if answer.trimmed.hasPrefix("q") { return }
      guard case .succeeded = run(program: step.program) else { return }
      console.write(HelpPage.prose(step.afterwards) + Markup("\n"))
    }
  }
}
