import WeirNatives
import WeirText

extension ColonCommand {
  static let tour = ColonCommand("tour", .none, "Walks in eight steps from a prompt to a claim about what a head does")
  {
    shell, _ in shell.tour()
  }
}

extension Shell {
  /// Shows each step, waits for Enter, and runs it in this session; whatever else is typed is an entry of its own.
  func tour() {
    for (index, step) in Tour.steps.enumerated() {
      show(step, number: index + 1)
      guard goesOn() else { return }
      history.add(step.program)
      guard case .succeeded = run(program: step.program) else { return }
      console.write(HelpPage.prose(step.afterwards, width: console.terminal.width) + Markup("\n"))
    }
  }

  private func show(_ step: Tour.Step, number: Int) {
    let title = "\n\(number) of \(Tour.steps.count) · \(step.title)\n"
    console.write(Markup(title, .strong) + HelpPage.prose(step.prose, width: console.terminal.width) + Markup("\n\n"))
    for line in step.program.split(separator: "\n") {
      console.write(Markup("  ") + SyntaxPainter.paint(String(line)) + Markup("\n"))
    }
  }

  /// Whether the step is to run: at once by Enter, or after whatever the person wanted to try before.
  private func goesOn() -> Bool {
    while true {
      console.finishLine()
      guard case .entry(let answer) = editor.read(Prompt("Enter runs it, q leaves > ", .dim)) else { return false }
      if answer.trimmed.isEmpty { return true }
      if ["q", "quit", "exit", ":q", ":quit"].contains(answer.trimmed) { return false }
      enter(answer)
      if status != nil { return false }
    }
  }
}
