// The target `programs` of Scripts/dev/fuzz: everything that reads a program, over texts that libFuzzer invents.
//
// A crash, a hang, a message without words, a formatter that changes a tree or is not settled after one pass: each ends
// the run with the text that caused it.

import WeirLanguage
import WeirText

@_cdecl("LLVMFuzzerTestOneInput")
public func programsTakeAnything(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let text = String(validating: bytes, as: UTF8.self) else { return 0 }
  let source = Source(name: "fuzz", text: text)
  precondition(Highlighter.highlight(source).plain == text, "colouring loses text")
  let checker = Checker(known: NameTable(["run": .value, "print": .value]))
  let (tolerant, diagnostics) = Parser.parseTolerantly(source)
  for diagnostic in diagnostics + checker.check(tolerant) {
    precondition(!diagnostic.message.isEmpty && !DiagnosticRenderer(width: 80).render(diagnostic).plain.isEmpty)
  }
  _ = Parser.parse(source)
  guard let program = try? Parser.parseScript(source) else {
    precondition(!diagnostics.isEmpty, "refused without a message")
    return 0
  }
  let formatted = Formatter.format(program)
  guard let again = try? Parser.parseScript(Source(name: "fuzz", text: formatted)) else {
    fatalError("formatting broke the program:\n\(formatted)")
  }
  precondition(dump(again) == dump(program), "formatting changed the tree")
  precondition(Formatter.format(again) == formatted, "formatting is not settled after one pass")
  return 0
}
