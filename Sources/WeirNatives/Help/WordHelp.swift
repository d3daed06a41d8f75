import WeirLanguage

/// What words and marks of the language mean, for `?for` and `?|>`.
public enum WordHelp {
  /// The words and marks that have a page.
  public static var words: [String] { entries.map(\.word) }

  /// The page of a word; nil when it has none.
  public static func topic(_ word: String) -> HelpTopic? {
    guard let entry = entries.first(where: { $0.word == word }) else { return nil }
    var topic = HelpTopic(heading: entry.word, summary: entry.summary)
    topic.examples = entry.examples.map { DocComment.Example(input: $0.0, expected: $0.1.isEmpty ? [] : [$0.1]) }
    return topic
  }

  private struct Entry {
    let word: String
    let summary: String
    let examples: [(String, String)]

    init(_ word: String, _ summary: String, _ examples: (String, String)...) {
      self.word = word
      self.summary = summary
      self.examples = examples
    }
  }

  private static let entries: [Entry] = [
    Entry(
      "and", "true when both sides are; the right side is looked at only if the left is true",
      ("1 < 2 and 2 < 3", "true")),
    Entry("assert", "stops with an error unless a condition holds", ("assert 1 + 1 == 2", "")),
    Entry("break", "leaves the innermost loop", ("for i in 0..<9 { if i == 2 { break } }", "")),
    Entry(
      "continue", "goes on with the next turn of the innermost loop", ("for i in 0..<3 { if i == 1 { continue } }", "")),
    Entry("def", "names a function; its body is an expression or a block", ("def twice(x) = 2 * x; twice(4)", "8")),
    Entry(
      "else", "what holds when the condition of `if` does not; it stands on the line of the closing brace",
      ("if 1 > 2 { \"yes\" } else { \"no\" }", "\"no\"")),
    Entry("false", "a truth value; its opposite is `true`", ("not false", "true")),
    Entry(
      "for", "repeats a block for each item, or makes a list inside brackets", ("[x * x for x in 1...3]", "[1, 4, 9]")),
    Entry("if", "chooses by a condition; it is an expression", ("if 2 > 1 { \"yes\" } else { \"no\" }", "\"yes\"")),
    Entry("in", "whether an item is among others; also what `for` walks over", ("2 in [1, 2, 3]", "true")),
    Entry("none", "the value that stands for nothing", ("[none, 1]", "[none, 1]")),
    Entry("not", "the opposite of a truth value; `x not in xs` is an operator too", ("not 1 in [2]", "true")),
    Entry(
      "or", "true when either side is; the right side is looked at only if the left is false", ("false or true", "true")
    ),
    Entry("param", "declares an option of a script, given as `--name value`", ("param steps = 4", "")),
    Entry("return", "leaves a function with a value", ("def f(x) { return x + 1 }; f(1)", "2")),
    Entry("save", "writes a value to a file; the ending says how: `save x to \"x.svg\"`"),
    Entry("to", "stands between what `save` writes and where"),
    Entry("true", "a truth value; its opposite is `false`", ("not true", "false")),
    Entry("use", "brings in a module of the library or a file: `use circuits`, `use \"lib.weir\" as lib`"),
    Entry("while", "repeats a block as long as a condition holds", ("n = 0; while n < 3 { n = n + 1 }; n", "3")),
    Entry("with", "puts interventions in force for every run inside its block"),
    Entry(
      "+", "adds numbers, and tensors axis by axis; puts texts and lists together", ("1 + 2", "3"),
      ("\"a\" + \"b\"", "\"ab\"")),
    Entry("-", "takes a number, or a tensor axis by axis, from another; alone it turns the sign", ("5 - 2", "3")),
    Entry("*", "multiplies numbers, and tensors entry by entry with axes aligned by name", ("2 * 3", "6")),
    Entry("/", "divides; the result need not be whole", ("7 / 2", "3.5")),
    Entry("==", "whether two values are the same", ("[1, 2] == [1, 2]", "true")),
    Entry("!=", "whether two values differ", ("1 != 2", "true")),
    Entry("<", "whether a number is less, or a text earlier; comparisons may be chained", ("1 < 2 < 3", "true")),
    Entry("<=", "whether a number is less or the same", ("2 <= 2", "true")),
    Entry(">", "whether a number is greater, or a text later", ("1 > 2", "false")),
    Entry(">=", "whether a number is greater or the same", ("2 >= 2", "true")),
    Entry("=", "gives a value a name; `==` compares", ("x = 2; x", "2")),
    Entry(
      "[", "holds a list; behind a value it picks a part of it, by place or by axis", ("[3, 4, 5][1]", "4"),
      ("tensor([3, 4, 5])[item: -1]", "5")),
    Entry("{", "holds a record, or the statements of a block", ("{a: 1, b: 2}.b", "2")),
    Entry("(", "holds the arguments of a call, or what is worked out first", ("(1 + 2) * 3", "9")),
    Entry(".", "picks a field by its name, or a site of a part of the model", ("{a: 1}.a", "1")),
    Entry(":", "stands between a name and its value, in records, arguments and axes", ("{a: 1}", "{a: 1}")),
    Entry("\"", "holds a text; `\\(x)` inside it stands for a value", ("\"1 + 1 is \\(1 + 1)\"", "\"1 + 1 is 2\"")),
    Entry("#", "begins a comment; `##` above a function is its documentation", ("1 # one", "1")),
    Entry("|>", "hands a value to a function as its first argument", ("[3, 1, 2] |> len", "3")),
    Entry("->", "makes a function of a name and an expression", ("(x -> x + 1)(2)", "3")),
    Entry("@", "multiplies matrices: contracts the last axis of the left with the one of that name on the right"),
    Entry("^", "raises to a power", ("2 ^ 10", "1024")),
    Entry("//", "divides and rounds down", ("7 // 2", "3")),
    Entry("%", "the rest of a division, with the divisor's sign", ("-1 % 3", "2")),
    Entry("..<", "a range without its end", ("[i for i in 0..<3]", "[0, 1, 2]")),
    Entry("...", "a range with its end; before an item, all of its items", ("[i for i in 0...3]", "[0, 1, 2, 3]")),
    Entry("_", "the value echoed last; `_7` is the one that entry 7 echoed"),
  ]
}
