import ArgumentParser
import WeirLanguage
import WeirShell

/// `weir grammar`: the language's words and signs, for editors and for people.
struct Grammar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", _superCommandName: "weir",
    abstract: "Writes the grammar for an editor; without an option, lists reserved words, operators and literals.")

  @Flag(name: .customLong("textmate"), help: "A TextMate grammar in JSON: VS Code, Sublime Text and others.")
  var isTextMate = false

  @Flag(name: .customLong("vim"), help: "A syntax file for Vim and Neovim.")
  var isVim = false

  func validate() throws {
    if isTextMate && isVim { throw ValidationError("--textmate and --vim exclude each other") }
  }

  func run() {
    let console = Console(colour: .never)
    console.write(EditorGrammar.text(isTextMate ? .textMate : isVim ? .vim : .list))
    console.flush()
  }
}
