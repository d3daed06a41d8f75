// What Python, NumPy, PyTorch and JavaScript call things, and what to write here. The checker looks names up, the
// evaluator methods, the parser statements; each sentence stands once.

/// Words of other languages and libraries for what is written differently in Weir.
enum ForeignWords {
  /// What to write for a foreign function or name that stood alone, or nil.
  static func advice(forName word: String) -> [String]? {
    functions[word].map { filled($0, receiver: "x", arguments: nil) }
  }

  /// What to write for `receiver.word(arguments)`; `arguments` is nil where nothing was called.
  ///
  /// `isFunction` tells whether the library has a function of a name, which then takes the receiver first.
  static func advice(
    forMethod word: String, of receiver: String, arguments: String?, isFunction: (String) -> Bool
  ) -> [String]? {
    if let found = methods[word] ?? functions[word] {
      return filled(found, receiver: receiver, arguments: arguments)
    }
    guard isFunction(word) else { return nil }
    let rest = arguments.map { $0.isEmpty ? "" : ", \($0)" } ?? ""
    return ["functions take the value first: write `\(word)(\(receiver)\(rest))`"]
  }

  /// What to write for `np.word`: the library's own name, or what stands for it.
  static func advice(forMember word: String, of library: String, isFunction: (String) -> Bool) -> [String]? {
    guard libraries.contains(library) else { return nil }
    if isFunction(word) { return ["write the name alone: `\(word)`"] }
    return advice(forName: word) ?? ["write the name alone: `mean(x)`, `softmax(x)`"]
  }

  /// Whether everything that a foreign library is imported for is there without `use`.
  static func isLibrary(_ name: String) -> Bool { libraries.contains(name) }

  /// The parameter here of what a foreign function calls `word`.
  static func parameter(for word: String) -> String? { parameters[word] }

  /// What to write for an argument by which a function elsewhere does what another one does here.
  static func advice(forArgument label: String, of function: String) -> [String]? { arguments[function]?[label] }

  /// What to write for a statement's first word: `try`, `del`.
  static func advice(forStatement word: String) -> [String]? { statements[word] }

  /// Every word that has advice, for tests.
  static var all: [String] { Set(functions.keys).union(methods.keys).union(statements.keys).sorted() }

  /// `$x` is the receiver, `$a` the arguments.
  private static func filled(_ sentences: [String], receiver: String, arguments: String?) -> [String] {
    let arguments = arguments.flatMap { $0.isEmpty ? nil : $0 } ?? "..."
    return sentences.map { sentence in
      var text = ""
      var rest = sentence[...]
      while let mark = rest.firstIndex(of: "$") {
        text += rest[..<mark]
        let letter = rest.index(after: mark)
        text += letter < rest.endIndex && rest[letter] == "x" ? receiver : arguments
        rest = letter < rest.endIndex ? rest[rest.index(after: letter)...] : ""
      }
      return text + rest
    }
  }

  /// Libraries whose functions are bare names here.
  private static let libraries: Set = [
    "F", "Math", "einops", "functional", "math", "nn", "np", "numpy", "scipy", "torch", "t", "transformers",
  ]

  private static let parameters = [
    "axis": "over", "dim": "over", "axes": "over", "dims": "over", "keepdims": "over", "atol": "within",
    "tol": "within", "eps": "within", "key": "f", "func": "f", "delimiter": "separator",
    "reverse": "descending", "hooks": "with", "fwd_hooks": "with", "max_new_tokens": "max", "max_tokens": "max",
    "cmap": "colours", "colors": "colours", "color": "colours", "colormap": "colours", "kind": "as", "style": "as",
    "ndigits": "digits", "decimals": "digits", "precision": "digits", "num": "count", "n": "count",
  ]

  private static let arguments = [
    "join": [
      "on": ["write `join_on(a, b, \"column\")` for tables"], "how": ["write `join_on(a, b, \"column\")` for tables"],
    ],
    "sort": [
      "by": ["write `sort_by(xs, x -> x.field)`"], "key": ["write `sort_by(xs, x -> x.field)`"],
    ],
  ]

  private static let statements = [
    "async": ["everything here runs in order: leave it out"],
    "await": ["everything here runs in order: leave it out"],
    "case": ["write `if x == a { ... } else if x == b { ... }`"],
    "catch": ["an error ends the program: test before, with `if c { ... }`"],
    "del": ["write `r = without(r, \"field\")` for a record, `xs = xs[..<-1]` for a list's last item"],
    "do": ["write `while c { ... }`"],
    "except": ["an error ends the program: test before, with `if c { ... }`"],
    "finally": ["an error ends the program: leave it out"],
    "foreach": ["write `for x in xs { ... }`"],
    "global": ["a function reads outer names and cannot rebind them: return the new value"],
    "loop": ["write `while true { ... }`"],
    "match": ["write `if x == a { ... } else if x == b { ... }`"],
    "nonlocal": ["a function reads outer names and cannot rebind them: return the new value"],
    "pass": ["write `{ }`"],
    "raise": ["write `assert false, \"what went wrong\"`"],
    "repeat": ["write `while c { ... }` or `for i in 0..<n { ... }`"],
    "switch": ["write `if x == a { ... } else if x == b { ... }`"],
    "throw": ["write `assert false, \"what went wrong\"`"],
    "try": ["an error ends the program: test before, with `if c { ... }`"],
    "unless": ["write `if not c { ... }`"],
    "until": ["write `while not c { ... }`"],
    "yield": ["return a list: `return [f(x) for x in xs]`"],
  ]

  /// Meant only after a dot: the same word alone is something else here.
  private static let methods: [String: [String]] = [
    "add": ["write `$x = [...$x, $a]`"],
    "all": ["write `all($x)`"],
    "cache": ["a run holds every activation: write `r[L5H1.pattern]`"],
    "clear": ["write `$x = []`"],
    "copy": ["leave it out: values never change"],
    "count": ["write `len($x)`, or `count($x, item -> item == $a)`"],
    "first": ["write `$x[0]`"],
    "format": ["write `\"... \\(x) ...\"`, or `format(x, places: 2)` for a number's digits"],
    "flatten": ["write `flat($x)` for a list, `flatten($x)` for a tensor"],
    "index": ["write `index_of($x, $a)`"],
    "insert": ["write `[...$x[..<i], value, ...$x[i..]]`"],
    "join": ["write `join($a, $x)`"],
    "last": ["write `$x[-1]`"],
    "pop": ["write `$x[-1]` for the last one, `$x = $x[..<-1]` to take it away"],
    "remove": ["write `filter($x, item -> item != $a)`"],
    "reshape": ["write `reshape($x, {row: 2, column: 3})`, with the names of the axes"],
    "reverse": ["write `$x = reverse($x)`"],
    "set": ["write `x[i] = v` or `r.field = v`"],
    "sort": ["write `$x = sort($x)`"],
    "to": ["leave it out: tensors live in memory and hold float32"],
    "update": ["write `$x = {...$x, ...$a}`"],
    "view": ["write `reshape($x, {row: 2, column: 3})`, with the names of the axes"],
  ]

  private static let functions: [String: [String]] = [
    "AutoModel": ["write `load \"gpt2\"`"],
    "AutoModelForCausalLM": ["write `load \"gpt2\"`"],
    "AutoTokenizer": ["write `tokens(\"text\")`"],
    "DataFrame": ["write `table({name: [1, 2]})`"],
    "HookedTransformer": ["write `load \"gpt2\"`"],
    "LanguageModel": ["write `load \"gpt2\"`"],
    "T": ["write `transpose($x)`"],
    "allclose": ["write `close(a, b, within: 1e-5)`"],
    "amax": ["write `max($x, over: \"axis\")`"],
    "amin": ["write `min($x, over: \"axis\")`"],
    "ans": ["write `_`"],
    "append": ["write `$x = [...$x, $a]`"],
    "array": ["write `tensor([1, 2, 3])`"],
    "asarray": ["write `tensor([1, 2, 3])`"],
    "astype": ["leave it out: tensors hold float32"],
    "bmm": ["write `a @ b`"],
    "bool": ["write `$x != 0`"],
    "cat": ["write `concat([a, b], \"axis\")`"],
    "clone": ["leave it out: values never change"],
    "concatenate": ["write `concat([a, b], \"axis\")`"],
    "console": ["write `print(x)`"],
    "contiguous": ["leave it out"],
    "corrcoef": ["write `correlation(a, b)`"],
    "cpu": ["leave it out: tensors live in memory"],
    "cuda": ["leave it out: tensors live in memory"],
    "detach": ["leave it out: there are no gradients"],
    "diag": ["write `diagonal($x)`"],
    "dict": ["write `{name: value}`"],
    "dim": ["write `len($x.axes)`"],
    "dot": ["write `a @ b`"],
    "dtype": ["leave it out: tensors hold float32"],
    "echo": ["write `print(x)`"],
    "einsum": ["write `a @ b`, or `contract(a, b, over: \"axis\")`"],
    "empty": ["write `zeros({row: 2, column: 3})`"],
    "endswith": ["write `ends_with($x, $a)`"],
    "eval": ["leave it out: the final numbers are those of evaluation"],
    "expand_dims": ["axes align by name: leave it out"],
    "expand": ["axes align by name: leave it out"],
    "extend": ["write `$x = [...$x, ...$a]`"],
    "eye": ["write `identity(3)`"],
    "float": ["write `number($x)` for a text; numbers are floating point already"],
    "fold": ["write `reduce($x, (total, item) -> ...)`"],
    "forward": ["write `run(\"text\")`"],
    "from_numpy": ["write `tensor([1, 2, 3])`"],
    "from_pretrained": ["write `load \"gpt2\"`"],
    "full_like": ["write `full($x.shape, value)`"],
    "gather": ["write `take($x, positions, over: \"axis\")`"],
    "getattr": ["write `r[\"name\"]`"],
    "has": ["write `$a in $x`"],
    "hasattr": ["write `\"name\" in r`"],
    "hstack": ["write `concat([a, b], \"axis\")`"],
    "includes": ["write `$a in $x`"],
    "imshow": ["write `show x`"],
    "input": ["write `param name = value` for an option of the script"],
    "int": ["write `floor($x)` for a whole number, `number($x)` for a text"],
    "inv": ["write `inverse($x)`"],
    "isclose": ["write `close(a, b, within: 1e-5)`"],
    "isdigit": ["write `number($x)`"],
    "isinstance": ["write `type_of($x) == \"number\"`"],
    "isnan": ["write `is_nan($x)`"],
    "item": ["leave it out: one entry, `x[0]`, and a reduction over every axis are numbers"],
    "iter": ["write `for x in xs { ... }`"],
    "length": ["write `len($x)`"],
    "linalg": ["write the name alone: `svd(x)`, `solve(a, b)`"],
    "logits": ["the logits of a run `r` are `r.logits`; where a site is meant, write `\"logits\"`"],
    "logsoftmax": ["write `log_softmax($x)`"],
    "matmul": ["write `a @ b`"],
    "mm": ["write `a @ b`"],
    "multiply": ["write `a * b`"],
    "nanmean": ["write `mean($x)`: what is missing is left out"],
    "ndim": ["write `len($x.axes)`"],
    "next": ["write `xs[0]`"],
    "nonzero": ["write `[i for i, x in enumerate(xs) if x != 0]`"],
    "numpy": ["leave it out, or write `to_list($x)` for a list"],
    "object": ["write `{name: value}`"],
    "ones_like": ["write `ones($x.shape)`"],
    "open": ["write `read_text(\"file.txt\")`, or `save x to \"file.txt\"`"],
    "pd": ["write `read_csv(\"file.csv\")` or `table({name: [1, 2]})`"],
    "percentile": ["write `quantile($x, 0.95)`"],
    "permute": ["write `transpose($x, [\"axis\", \"other\"])`"],
    "plot": ["write `show x`"],
    "plt": ["write `show x`, or `save x to \"file.svg\"`"],
    "pow": ["write `x ^ 2`"],
    "power": ["write `x ^ 2`"],
    "printf": ["write `print(\"... \\(x) ...\")`"],
    "println": ["write `print(x)`"],
    "prod": ["write `product($x)`"],
    "push": ["write `$x = [...$x, $a]`"],
    "px": ["write `show x`, or `save x to \"file.svg\"`"],
    "quit": ["write `exit()`"],
    "rand": ["write `random_uniform({row: 2, column: 3})`"],
    "randint": ["write `random_integers({item: 10}, 6)`"],
    "randn": ["write `random_normal({row: 2, column: 3})`"],
    "ravel": ["write `flatten($x)`"],
    "requires_grad": ["leave it out: there are no gradients"],
    "reversed": ["write `reverse($x)`"],
    "run_with_cache": ["write `r = run(\"text\")`: a run holds every activation"],
    "run_with_hooks": ["write `run(\"text\", with: ablate(L5H1.z))`"],
    "self": ["there are no methods: write the value's own name"],
    "slice": ["write `$x[2..<5]`"],
    "sorted": ["write `sort($x)`"],
    "split_heads": ["heads are an axis already: `r[L5.q]` is `[pos, head, d_head]`"],
    "squeeze": ["write `$x[axis: 0]`"],
    "startswith": ["write `starts_with($x, $a)`"],
    "string": ["write `str($x)`"],
    "strip": ["write `trim($x)`"],
    "substr": ["write `$x[2..<5]`"],
    "substring": ["write `$x[2..<5]`"],
    "swapaxes": ["write `transpose($x)`"],
    "sys": ["the script's arguments are `args`, its options `param name = value`"],
    "this": ["there are no methods: write the value's own name"],
    "toString": ["write `str($x)`"],
    "to_numpy": ["write `to_list($x)` for a list"],
    "to_string": ["write `str($x)`"],
    "to_tokens": ["write `tokens($a)`"],
    "tolist": ["write `to_list($x)`"],
    "trace": ["write `sum(diagonal($x))`"],
    "tuple": ["write `[a, b]`"],
    "type": ["write `type_of($x)`"],
    "typeof": ["write `type_of($x)`"],
    "unsqueeze": ["axes align by name: leave it out"],
    "var": ["write `variance($x)`"],
    "vstack": ["write `concat([a, b], \"axis\")`"],
    "zeros_like": ["write `zeros($x.shape)`"],
  ]
}
