import Testing
import WeirLanguage
import WeirText

@Suite struct CheckerTests {
  /// Programs in which the checker has nothing to find.
  static let clean = [
    "x = 1\nx = x + 1\nprint x",
    "def f() = g()\ndef g() = 3\nprint f()",
    "def f(n) = if n < 1 { 0 } else { f(n - 1) }\nprint f(3)",
    "if true { x = 1 } else { x = 2 }\nprint x",
    "total = 0\nfor x in [1, 2] { total = total + x }\nprint total",
    "def f(xs) {\n  total = 0\n  for x in xs { total = total + x }\n  total\n}\nprint f([1])",
    "def f(a, b = a + 1) = b\nprint f(1)",
    "def f(a) {\n  def g(b) = if b > 0 { g(b - 1) } else { a }\n  g(a)\n}\nprint f(3)",
    "for x in [1] {\n  if x > 0 { break }\n  print x\n}",
    "while true { if len([1]) > 0 { break } }\nprint 1",
    "print([x + y for x in [1] for y in [x] if y > 0])",
    "print([1] |> len)",
    "print([1] |> (xs -> len(xs)))",
    "args = [\"a\"]\nprint run(...args)",
    "def f(x, ...rest) = [x, rest]\nprint f(1, 2, 3)",
    "loss = loss(run(\"a\"))\nprint loss",
    "use circuits\nprint circuits.induction(run(\"a\"))",
    "use circuits as c\nprint c.induction(run(\"a\"))",
    "use circuits: induction\nprint induction(run(\"a\"))",
    "use \"lib/measures.weir\" as measures\nprint measures.entropy(run(\"a\")), measures.limit",
    "print std.loss(run(\"a\"))",
    "param layer = 5  ## which\nprint layer",
    "r = {a: 1}\nr.a = 2\nprint r",
    "x = [1]\nx[0] = 2\nprint x",
    "def f(x) {\n  x[0] = 1\n  x\n}\nprint f([0])",
    "m = load \"a\"\nn = load \"b\"\nprint run(\"x\", model: m), run(\"x\", model: n)",
    "_unused = 3",
    "for _ in [1, 2] { print 1 }",
    "def f(x) {\n  if x { return 1 }\n  2\n}\nprint f(true)",
    "f = x -> x\nf = (x, y) -> y\nprint f(1, 2)",
    "print heads()[0], mean([1, 2], over: \"head\")",
    "print 9007199254740992",
  ]

  @Test("a right program is complained about", arguments: clean)
  func silence(_ text: String) throws {
    let program = try Parser.parseScript(Source(name: "test", text: text))
    let found = try ErrorGoldenTests.checker().check(program)
    #expect(found.isEmpty, "\(DiagnosticRenderer().render(found).plain)")
  }

  @Test("an entry at the prompt is warned about what later entries may use")
  func entries() throws {
    let known = NameTable(["x": .value])
    for text in ["y = x", "def f() = x", "use circuits"] {
      let program = try Parser.parseScript(Source(name: "<in 1>", text: text))
      let checker = Checker(
        known: NameTable(known.table, modules: ["circuits": [:]]), subject: .entry)
      #expect(checker.check(program).isEmpty)
    }
  }

  @Test("a program's models are counted wrongly")
  func models() throws {
    for (text, expected) in [
      ("x = 1", ModelUse.current), ("m = load \"gpt2\"", .one("gpt2")), ("m = load(name)", .unknown),
      ("a = load \"x\"\ndef f() = load(\"y\")", .several),
    ] {
      let program = try Parser.parseScript(Source(name: "test", text: text))
      #expect(Checker.models(in: program) == expected)
    }
  }

  @Test("the checker overflows the stack or takes too long on deep and long programs")
  func deepPrograms() throws {
    let checker = try ErrorGoldenTests.checker()
    for (open, close) in [
      ("(", ")"), ("len(", ")"), ("[", "]"), ("{a: ", "}"), ("if true { ", " }"), ("x -> ", ""), ("-", ""),
    ] {
      let count = open.hasPrefix("if") ? 150 : 490
      let text = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
      _ = checker.check(try Parser.parseScript(Source(name: "test", text: text)))
    }
    let long = String(repeating: "print unknown_name_of_something\n", count: 5000)
    #expect(checker.check(try Parser.parseScript(Source(name: "test", text: long))).count == 100)
  }

  /// The library with no native bodies: all that the checker asks of it.
  static func library() -> Library {
    Library(
      modules: Corpus.files(under: Corpus.root + "/Stdlib").compactMap { path in
        Corpus.text(of: path).map { (String(path.dropFirst(Corpus.root.count + 8).dropLast(5)), $0) }
      }, natives: [], parse: Parser.parse)
  }

  @Test("a module of the standard library does not pass the checker")
  func libraryPasses() {
    let library = CheckerTests.library()
    for module in library.modules {
      let (program, errors) = Parser.parseTolerantly(module.source)
      let names = LibraryNames(library) { _, source in source }
      let found = errors + Checker(known: names, subject: .library).check(program)
      #expect(found.isEmpty, "\(DiagnosticRenderer().render(found).plain)")
    }
  }

  @Test("a script of the repository does not parse")
  func scripts() {
    for source in Corpus.programs where source.name.hasPrefix("Scripts/") {
      let (_, errors) = Parser.parseTolerantly(source)
      #expect(errors.isEmpty, "\(DiagnosticRenderer().render(errors).plain)")
    }
  }
}
