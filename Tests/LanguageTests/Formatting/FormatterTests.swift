import Testing
import WeirLanguage
import WeirText

@Suite struct FormatterTests {
  static func format(_ text: String) throws -> String {
    Formatter.format(try Parser.parseScript(Source(name: "test", text: text)))
  }

  static let cases: [(String, String)] = [
    ("x=1;y =2", "x = 1\ny = 2\n"),
    ("x;", "x;\n"),
    ("f( a,b , k:1 )", "f(a, b, k: 1)\n"),
    ("f (x)", "f(x)\n"),
    ("run   \"x\" , model:m", "run \"x\", model: m\n"),
    ("a+b*c^2-(-d)", "a + b * c^2 - (-d)\n"),
    ("(a and b)or c", "(a and b) or c\n"),
    ("((x))", "(x)\n"),
    ("x [ 1 , head:2 , : , p: : , 2:5 ]", "x[1, head: 2, :, p: :, 2:5]\n"),
    ("x[0..<n,2..,..<n]", "x[0..<n, 2.., ..<n]\n"),
    ("{a:1,\"b c\":2,...r}", "{a: 1, \"b c\": 2, ...r}\n"),
    ("{ }", "{}\n"),
    ("(x) -> x", "x -> x\n"),
    ("(a,b=2)->a", "(a, b = 2) -> a\n"),
    ("()->{}", "() -> {}\n"),
    ("if a {b} else {c}", "if a { b } else { c }\n"),
    ("if a {\nb} else {c}", "if a {\n  b\n} else {\n  c\n}\n"),
    ("if a {b} else if c {d\n}", "if a {\n  b\n} else if c {\n  d\n}\n"),
    ("for x in xs{a;b}", "for x in xs { a; b }\n"),
    ("while a {}", "while a { }\n"),
    ("def f(a:run,k=5,...r)->tensor[layer,head]=g a", "def f(a: run, k = 5, ...r) -> tensor[layer, head] = g a\n"),
    ("def f() {\n\n\nreturn 1\n\n\n\nx\n\n}", "def f() {\n  return 1\n\n  x\n}\n"),
    ("x|>f|>g(1)", "x |> f |> g(1)\n"),
    ("x\n|>f\n|>g(1)", "x\n  |> f\n  |> g(1)\n"),
    ("|>f", "|> f\n"),
    ("\n\n# one\n\n\n## two\ndef f()=1 # three\n\n# four", "# one\n\n## two\ndef f() = 1  # three\n\n# four\n"),
    ("f(a, # one\nb)", "f(\n  a,  # one\n  b,\n)\n"),
    ("f(\n# one\na\n# two\n)", "f(\n  # one\n  a,\n  # two\n)\n"),
    ("x = a + # why\n  b", "# why\nx = a + b\n"),
    ("if a { # why\nb\n}", "if a {  # why\n  b\n}\n"),
    ("f(a,\nb,\n)", "f(\n  a,\n  b,\n)\n"),
    ("f(x -> {\na\nb\n})", "f(x -> {\n  a\n  b\n})\n"),
    ("f(1, x -> {\na\n})", "f(1, x -> {\n  a\n})\n"),
    ("use  circuits:a,b", "use circuits: a, b\n"),
    ("use \"l.weir\"  as l", "use \"l.weir\" as l\n"),
    ("save x to \"a\",title:1", "save x to \"a\", title: 1\n"),
    ("param x=3 ## doc", "param x = 3  ## doc\n"),
    ("x = 10_000 + 1e-5", "x = 10_000 + 1e-5\n"),
    ("#!/usr/bin/env weir\n\nx", "#!/usr/bin/env weir\n\nx\n"),
    ("", ""),
    ("\n\n", ""),
    ("assert(x>0),\"m\"", "assert (x > 0), \"m\"\n"),
    ("[x for x in xs if x>0]", "[x for x in xs if x > 0]\n"),
    ("with a{run \"x\"}", "with a { run \"x\" }\n"),
    ("x = \"\"\"\n  a\n  \"\"\"", "x = \"\"\"\n  a\n  \"\"\"\n"),
    (
      "result = sweep(base, over: heads(), do: h -> ablate(h.z, by: \"mean\", over: reference), measure: r -> loss(r))",
      "result = sweep(\n  base,\n  over: heads(),\n  do: h -> ablate(h.z, by: \"mean\", over: reference),\n  measure: r -> loss(r),\n)\n"
    ),
    (
      "show sweep(base, over: heads(), do: h -> ablate(h.z, by: \"mean\", over: reference), measure: r -> loss(r))",
      "show sweep(\n  base,\n  over: heads(),\n  do: h -> ablate(h.z, by: \"mean\", over: reference),\n  measure: r -> loss(r),\n)\n"
    ),
    (
      "total = first_long_name_of_a_value * 1000000 + second_long_name_of_a_value * 2000000 + third_long_name",
      "total = first_long_name_of_a_value * 1000000 +\n  second_long_name_of_a_value * 2000000 +\n  third_long_name\n"
    ),
  ]

  @Test("the one style changes", arguments: cases)
  func style(_ text: String, _ expected: String) throws {
    let formatted = try FormatterTests.format(text)
    #expect(formatted == expected)
    #expect(try FormatterTests.format(formatted) == formatted)
  }

  @Test(
    "formatting changes what a program means, or is not settled after one pass",
    arguments: ParserTests.expressions + ParserTests.statements)
  func keepsTree(_ example: ParserCase) throws {
    let formatted = try FormatterTests.format(example.program)
    let again = try Parser.parseScript(Source(name: "test", text: formatted))
    #expect(dump(again) == example.tree)
    #expect(Formatter.format(again) == formatted)
  }

  @Test("the formatter overflows the stack on deep programs")
  func deepPrograms() throws {
    for (open, close) in [
      ("(", ")"), ("f(", ")"), ("[", "]"), ("{a: ", "}"), ("if a { ", " }"), ("x -> ", ""), ("-", ""),
    ] {
      let count = open.hasPrefix("if") ? 150 : 490
      let text = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
      let formatted = try FormatterTests.format(text)
      #expect(try FormatterTests.format(formatted) == formatted)
    }
  }
}
