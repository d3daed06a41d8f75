import Testing

@testable import WeirShell

@Test func commandsStandInAlphabeticalOrderWithASummaryEach() {
  let names = ColonCommand.all.map(\.name)
  #expect(names == names.sorted())
  #expect(Set(names).count == names.count)
  for command in ColonCommand.all {
    #expect(command.summary.first?.isUppercase == true && !command.summary.hasSuffix("."), "\(command.name)")
  }
}

@Test(arguments: [
  ("quit", "quit"), ("q", "quit"), ("he", "help"), ("v", nil), ("", nil), ("qiut", nil), ("set", "set"),
])
func aCommandIsFoundByItsNameOrAClearBeginning(_ typed: String, _ found: String?) {
  #expect((try? ColonCommand.named(typed))?.name == found)
}

@Test(arguments: [
  ("qiut", "did you mean `:quit`?"), ("hisstory", "did you mean `:history`?"), ("xyzzy", "`:help commands` lists them"),
])
func anUnknownCommandIsAnsweredWithANearOne(_ typed: String, _ help: String) {
  #expect(throws: ShellProblem.self) { try ColonCommand.named(typed) }
  do { _ = try ColonCommand.named(typed) } catch { #expect(error.help == [help]) }
}
