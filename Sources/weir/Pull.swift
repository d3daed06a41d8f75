import ArgumentParser
import WeirModel
import WeirShell
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `weir pull MODEL`: becomes the program `weir-pull` beside this one, so that the shell itself carries no network.
struct Pull: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", _superCommandName: "weir",
    abstract: "Fetches a model from the Hugging Face hub into its usual cache.")

  @Argument(
    help: "A repository, such as EleutherAI/pythia-70m, or a short name, such as gpt2-small.",
    completion: .repositories)
  var model: String

  @Option(help: "A branch, tag or commit.")
  var revision = "main"

  @Flag(help: "Prints nothing but errors.")
  var quiet = false

  func run() throws {
    let path = FileSystem.parent(FileSystem.executable ?? "") + "/weir-pull"
    let words = [path, ShortNames.repository(for: model), "--revision", revision] + (quiet ? ["--quiet"] : [])
    var arguments = words.map { strdup($0) } + [nil]
    execv(path, &arguments)
    Console(colour: .auto).report([Diagnostic(ShellProblem.noProgram(path: path))])
    throw ExitCode(1)
  }
}
