import Testing

@testable import WeirShell

@Test(arguments: [
  ("x = 1\ny", "x = 1\ny"), ("weir> x = 1", "x = 1"), ("weir> 1 + 2\n3\nweir> x\n", "1 + 2\nx"),
  ("weir> [1,\n  2]\n[1, 2]\nweir> 3\n3\nweir> ", "[1,\n  2]\n3"), ("\nweir> a\nerror: no\n  | ^\n", "a"),
  ("print(\"weir> \")", "print(\"weir> \")"),
])
func aPastedSessionIsItsEntries(_ pasted: String, _ entries: String) {
  let cleaned = PastedTranscript.entries(pasted, prompt: Prompt("weir> ")) { entry in
    entry.count { $0 == "[" } > entry.count { $0 == "]" }
  }
  #expect(cleaned == entries)
}
