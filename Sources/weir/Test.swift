import ArgumentParser
import WeirShell

/// `weir test`: the tests that scripts carry in their comments.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", _superCommandName: "weir", abstract: "Runs the tests that scripts carry in their comments.",
    discussion: """
      Behind a line stands what it prints, or the value of its expression:

        print(1 + 1)  # expect: 2
        xs[5]         # expect error: index 5 is outside
        1 / 0         # expect warning: division by zero

      Above a function stand examples with what they show:

        ## Twice a number.
        ## > twice(2)
        ## 4
        def twice(x) = 2 * x

      All output of a script with `# expect` comments must be expected. Status: 0 when everything holds, 1 when
      something does not, 2 when there is nothing to test.
      """)

  @Option(help: "Only scripts whose path, or examples whose path and function (`lens.weir twice`), contain a text.")
  var filter = ""

  @Argument(
    help: "Scripts, and folders with scripts; without any, the scripts in the current folder.",
    completion: .file(extensions: ["weir"]))
  var paths: [String] = []

  func run() throws {
    let status = TestedFiles.test(paths, filter: filter, console: Console(colour: .auto))
    if status != 0 { throw ExitCode(status) }
  }
}
