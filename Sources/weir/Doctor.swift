import ArgumentParser
import WeirShell

/// `weir doctor MODEL`: looks at all of a model's folder.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", _superCommandName: "weir",
    abstract: "Examines a model: configuration, tensors, tokenizer, memory, and its own expected outputs.",
    discussion: "The status is 1 when anything is wrong.")

  @Argument(help: "A name as `load` takes it, or a folder.", completion: .models)
  var model: String

  func run() throws {
    if !ExaminationPage.write(model, to: Console(colour: .auto)) { throw ExitCode(1) }
  }
}
