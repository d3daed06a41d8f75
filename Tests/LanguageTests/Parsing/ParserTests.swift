import Testing
import WeirLanguage
import WeirText

/// A program and the tree it reads as.
struct ParserCase: Sendable, CustomTestStringConvertible {
  let program: String
  let tree: String

  init(_ program: String, _ tree: String) {
    self.program = program
    self.tree = tree
  }

  var testDescription: String { program }
}

@Suite struct ParserTests {
  static let expressions: [ParserCase] = [
    .init("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"),
    .init("2^-1", "(^ 2 (neg 1))"),
    .init("2^-1*3", "(* (^ 2 (neg 1)) 3)"),
    .init("-x^2", "(neg (^ x 2))"),
    .init("2^3^4", "(^ 2 (^ 3 4))"),
    .init("a - -b", "(- a (neg b))"),
    .init("a @ b // c % d", "(% (// (@ a b) c) d)"),
    .init("not a and b or c", "(or (and (not a) b) c)"),
    .init("not a == b", "(not (compare a == b))"),
    .init("not not a", "(not (not a))"),
    .init("a < b <= c + 1", "(compare a < b <= (+ c 1))"),
    .init("x not in xs", "(compare x not in xs)"),
    .init("x in xs and y", "(and (compare x in xs) y)"),
    .init("0..<n + 1", "(..< 0 (+ n 1))"),
    .init("0...11", "(... 0 11)"),
    .init("0.5..<1.5", "(..< 0.5 1.5)"),
    .init("i in 0..<3", "(compare i in (..< 0 3))"),
    .init("1 +\n  2", "(+ 1 2)"),
    .init("(1\n + 2)", "(+ 1 2)"),
    .init("f(x)(y)[1].z", "(. (index (call (call f x) y) 1) z)"),
    .init("f(a, k: 1, ...r)", "(call f a k:1 ...r)"),
    .init("f(with: 1, at: {to: 3, from: 5})", "(call f with:1 at:(record to:3 from:5))"),
    .init("r.in.with", "(. (. r in) with)"),
    .init("f(\n  a,\n  b,\n)", "(call f a b)"),
    .init("x[3, -1]", "(index x 3 (neg 1))"),
    .init("x[i..<j, 2.., ..<n, ...5]", "(index x (..< i j) (..< 2 _) (..< _ n) (... _ 5))"),
    .init("x[n - 1..]", "(index x (..< (- n 1) _))"),
    .init("x[:, 2:5]", "(index x : (..< 2 5))"),
    .init("x[head: 3, query: -1, key: 1..<n, pos: :]", "(index x head:3 query:(neg 1) key:(..< 1 n) pos::)"),
    .init("x[L5H1]", "(index x <L5H1>)"),
    .init("x[query: \" cat\"]", "(index x query:\" cat\")"),
    .init("x[d_model': 3]", "(index x d_model':3)"),
    .init("L5H1.pattern", "(. <L5H1> pattern)"),
    .init("L*H*", "<L*H*>"),
    .init("L[0..<9]H*.z", "(. <L[0..<9]H*> z)"),
    .init("enc.L5H1.z", "(. <enc.L5H1> z)"),
    .init("enc.L*H*.z", "(. <enc.L*H*> z)"),
    .init("L5 * 2", "(* <L5> 2)"),
    .init("L2_norm", "L2_norm"),
    .init("[1, ...xs, 2]", "[1 ...xs 2]"),
    .init("[]", "[]"),
    .init("[f(x) for x in xs if p(x)]", "(each (call f x) for x xs if (call p x))"),
    .init("[[a, b] for a in x for b, c in y]", "(each [a b] for a x for b,c y)"),
    .init("{a: 1, \"b c\": 2, ...r, in: 3}", "(record a:1 b c:2 ...r in:3)"),
    .init("{}", "(record)"),
    .init("{\n  a: 1,\n}", "(record a:1)"),
    .init("x -> x + 1", "(\\ (x) (+ x 1))"),
    .init("(a, b = 2) -> a", "(\\ (a b=2) a)"),
    .init("() -> {}", "(\\ () (record))"),
    .init("() -> { a; b }", "(\\ () {a b})"),
    .init("x -> y -> x", "(\\ (x) (\\ (y) x))"),
    .init("x -> x |> f", "(\\ (x) (pipe (call f x)))"),
    .init("x |> f(y)", "(pipe (call f x y))"),
    .init("x |> f |> m.g(1)", "(pipe (call (. m g) (pipe (call f x)) 1))"),
    .init("x\n  |> f\n  # why\n  |> g", "(pipe (call g (pipe (call f x))))"),
    .init("x |> (a -> a)", "(pipe (call (\\ (a) a) x))"),
    .init("x |> (f(y))", "(pipe (call (call f y) x))"),
    .init("if a { b } else if c { d } else { e }", "(if a {b} {(if c {d} {e})})"),
    .init("(if a\n{ b }\nelse { c })", "(if a {b} {c})"),
    .init("y = if a { 1 } else { 2 }", "(= y (if a {1} {2}))"),
    .init("with ablate(L5H1) { run(\"x\") }", "(with (call ablate <L5H1>) {(call run \"x\")})"),
    .init("with [a, {k: 1}] { b }", "(with [a (record k:1)] {b})"),
    .init("\"a\\n\\u{41}\\(x + 1)b\"", "\"a\\nA\"+\\((+ x 1))+\"b\""),
    .init("\"\\(r[\"x\"])\"", "\\((index r \"x\"))"),
    .init("r\"a\\n\"", "\"a\\\\n\""),
    .init("\"\"\"\n  one\n    two\n  \"\"\"", "\"one\\n  two\""),
    .init("\"\"\"\n  \\(a)\n\n  b\n  \"\"\"", "\\(a)+\"\\n\\nb\""),
    .init("\"\"\"x\"\"\"", "\"x\""),
    .init("\"\"\"\n\"\"\"", "\"\""),
    .init("10_000 + 1e-5", "(+ 10000 1e-05)"),
    .init("none == true", "(compare none == true)"),
  ]

  static let statements: [ParserCase] = [
    .init("a = 1; b", "(= a 1)\nb"),
    .init("a;", "(silent a)"),
    .init("a, b = f(x)", "(= a,b (call f x))"),
    .init("x[0].f = 3", "(place= (. (index x 0) f) 3)"),
    .init("r.in = 3", "(place= (. r in) 3)"),
    .init("x[query: -1, key: 0] = 0", "(place= (index x query:(neg 1) key:0) 0)"),
    .init("run \"x\", model: m", "(command run \"x\" model:m)"),
    .init("cache = run \"x\"; show qk(cache, 11)", "(= cache (command run \"x\"))\n(command show (call qk cache 11))"),
    .init("run \"x\" |> loss", "(pipe (call loss (command run \"x\")))"),
    .init("map xs, x -> f(x) |> sum", "(pipe (call sum (command map xs (\\ (x) (call f x)))))"),
    .init("show x", "(command show x)"),
    .init("show x -> 1", "(command show (\\ (x) 1))"),
    .init("lib.f 3", "(command (. lib f) 3)"),
    .init("sweep over: heads()", "(command sweep over:(call heads))"),
    .init(
      "sweep base, over: heads(),\n  do: h -> ablate(h.z)",
      "(command sweep base over:(call heads) do:(\\ (h) (call ablate (. h z))))"),
    .init("print not x", "(command print (not x))"),
    .init("x not in xs", "(compare x not in xs)"),
    .init("f {a: 1}", "(command f (record a:1))"),
    .init("f -1", "(- f 1)"),
    .init("f [1]", "(index f 1)"),
    .init("f (x)", "(call f x)"),
    .init("print L5H1.z", "(command print (. <L5H1> z))"),
    .init("f a or b, c", "(command f (or a b) c)"),
    .init("return run \"x\"", "(return (command run \"x\"))"),
    .init("return", "(return)"),
    .init("def f(a, k = 5, ...rest) = g a", "(def f (a k=5 ...rest) (command g a))"),
    .init(
      "def f(x: run, k: number or none = 5) -> tensor[layer, head]",
      "(def f (x:run k:number|none=5) -> tensor[layer head] native)"),
    .init("def f(xs: list of string) { return xs }", "(def f (xs:list<string>) {(return xs)})"),
    .init("## Doubles.\n## > f(1)\ndef f(x) = 2 * x", "(def f (x) (* 2 x) doc:\"Doubles.\\n> f(1)\")"),
    .init("## Not this.\n\ndef f(x) = x", "(def f (x) x)"),
    .init("x = 1  ## nor this\ndef f(x) = x", "(= x 1)\n(def f (x) x)"),
    .init("for a, b in zip(x, y) {\n  a\n}", "(for a,b (call zip x y) {a})"),
    .init("while a < b { break; continue }", "(while (compare a < b) {(break) (continue)})"),
    .init("while a\n{ b }", "(while a {b})"),
    .init("use circuits", "(use circuits)"),
    .init("use circuits: a, b", "(use circuits a b)"),
    .init("use \"lib.weir\" as lib", "(use \"lib.weir\" as lib)"),
    .init("save x to \"a.svg\", title: \"t\"", "(save x \"a.svg\" title:\"t\")"),
    .init("save {a: x} to path", "(save (record a:x) path)"),
    .init("assert close(a, b), \"far\"", "(assert (call close a b) \"far\")"),
    .init("param layer = 5  ## which layer", "(param layer 5 doc:\"which layer\")"),
    .init("{ a\n b }", "{a b}"),
    .init("{ a: 1 }", "(record a:1)"),
    .init("|> f", "(pipe (call f _))"),
    .init("f(x -> {\n  y = x\n  y\n}, 2)", "(call f (\\ (x) {(= y x) y}) 2)"),
    .init("#!/usr/bin/env weir\nx # y", "x"),
    .init("def f() {\n  if a { return 1 }\n  b\n}", "(def f () {(if a {(return 1)}) b})"),
  ]

  @Test("an expression reads as another tree", arguments: expressions + statements)
  func tree(_ example: ParserCase) throws {
    let program = try Parser.parseScript(Source(name: "test", text: example.program))
    #expect(dump(program) == example.tree)
  }

  static let complete = [
    "1", "x = 1", "f(1)", "{ a }", "if a { b }", "\"\"\"x\"\"\"", "", "# only this", "return", "a;",
  ]

  static let incomplete: [(String, Int)] = [
    ("f(", 1), ("f(1,", 1), ("f([\n1,", 1), ("f(\n[1,", 2), ("x =", 1), ("1 +", 1), ("x |>", 1), ("x and", 1),
    ("[1, 2", 1), ("{a: 1", 1),
    ("if a {", 1), ("if a", 0), ("for x in xs", 0), ("def f(x) {\n  for y in x {", 2), ("def f(x) =", 1), ("x ->", 1),
    ("\"\"\"abc", 0), ("f(x -> {\n", 1), ("use circuits:", 1), ("x = {", 1), ("f(\"\"\"abc \\(x", 0), ("not", 1),
    ("if a { b } else", 0), ("g a,", 1),
  ]

  static let wrong = [
    "\"abc", "f(1 2", ")", "x = = 3", "if x:", "save x", "x.", "1..2", "f(]", "[1)", "}", "f(\"a", "param x", "for x",
    "def f", "'", "f(1 2\n\"\"\"abc",
  ]

  @Test("a finished entry waits for more", arguments: complete)
  func completeEntry(_ text: String) {
    guard case .complete = Parser.parse(Source(name: "<in 1>", text: text)) else {
      Issue.record("not complete")
      return
    }
  }

  @Test("an unfinished entry runs, or the next line is indented wrongly", arguments: incomplete)
  func incompleteEntry(_ text: String, _ depth: Int) {
    let result = Parser.parse(Source(name: "<in 1>", text: text))
    guard case .incomplete(let found) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(found == depth)
  }

  @Test("a faulty entry waits for more lines that cannot heal it", arguments: wrong)
  func wrongEntry(_ text: String) {
    guard case .wrong(let diagnostics) = Parser.parse(Source(name: "<in 1>", text: text)) else {
      Issue.record("not wrong")
      return
    }
    #expect(!diagnostics.isEmpty)
  }

  @Test(
    "deep nesting overflows the stack instead of giving an error",
    arguments: [
      "(", "[", "{a: ", "f(", "x[", "-", "not ", "if a {", "x -> ", "f(x -> {", "\"\\(", "2^", "{", "() -> ", "a |> f(",
      "if a { b } else ", "with a {", "def f() {", "def f(a = ", "1 + (", "f a, x -> ", "[x for x in ", "a.b(",
      "x = {a: ",
      "(1 or 1 and 1 < 1 ..< 1 + 1 * -(",
    ])
  func nesting(_ opening: String) {
    for count in [400, 600, 20_000] {
      let text = String(repeating: opening, count: count)
      _ = Parser.parse(Source(name: "<in 1>", text: text))
      #expect(throws: SyntaxErrors.self) { try Parser.parseScript(Source(name: "test", text: text)) }
    }
  }

  @Test("the limit of nesting is another than 500", arguments: [("(", ")"), ("[", "]"), ("f(", ")"), ("-", "")])
  func limit(_ open: String, _ close: String) {
    func parses(_ count: Int) -> Bool {
      let text = String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
      return (try? Parser.parseScript(Source(name: "test", text: text))) != nil
    }
    #expect(parses(500))
    #expect(!parses(501))
  }

  @Test("a long chain builds a tree too deep to walk", arguments: [" + 1", " |> f", ".f", "(1)", "[1]", " or 1", "^1"])
  func chain(_ link: String) {
    let short = "x" + String(repeating: link, count: 200)
    #expect(throws: Never.self) { try Parser.parseScript(Source(name: "test", text: short)) }
    let long = "x" + String(repeating: link, count: 100_000)
    #expect(throws: SyntaxErrors.self) { try Parser.parseScript(Source(name: "test", text: long)) }
  }
}
