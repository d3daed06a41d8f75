import ArgumentParser
import WeirShell

/// `weir complete --at 3 'run'`: what Tab would offer, for editors.
struct Complete: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", _superCommandName: "weir",
    abstract: "Lists what may stand at a place of a program: text, kind and summary, separated by tabs.")

  @Option(help: "The place as a byte offset; the end of the text when it is not given.")
  var at: Int?

  @Argument(help: "The program, or what stands at the prompt.")
  var text: String

  func validate() throws {
    guard let at, !(0...text.utf8.count).contains(at) else { return }
    throw ValidationError("--at is from 0 to \(text.utf8.count), the length of the text in bytes")
  }

  func run() throws {
    let completion = try Session.completion(of: text, at: at ?? text.utf8.count)
    for candidate in completion.candidates {
      print(candidate.text, candidate.kind.rawValue, candidate.summary, separator: "\t")
    }
  }
}
