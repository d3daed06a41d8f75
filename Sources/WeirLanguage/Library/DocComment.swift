/// The `##` comment above a definition, read.
///
///     ## Adds the items of a list.
///     ## `xs`: numbers
///     ## > sum([1, 2])
///     ## 3
///     ## see: mean
///     ## search: total, add up
public struct DocComment: Sendable, Equatable {
  /// An input and the lines that it prints or echoes; `error` when it must fail.
  public struct Example: Sendable, Equatable {
    public var input: String
    public var expected: [String]
    /// Text of the expected error after `error:`; nil when it must succeed.
    public var error: String?

    public init(input: String, expected: [String] = [], error: String? = nil) {
      self.input = input
      self.expected = expected
      self.error = error
    }
  }

  /// The first line.
  public private(set) var summary = ""
  /// Further prose, line by line.
  public private(set) var body: [String] = []
  /// Notes on parameters: `` `name`: text ``.
  public private(set) var parameters: [(name: String, text: String)] = []
  public private(set) var examples: [Example] = []
  /// Names after `see:`.
  public private(set) var related: [String] = []
  /// Words after `search:` by which people look for it who do not know its name.
  public private(set) var searchTerms: [String] = []

  public init(_ text: String) {
    var isInExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      read(Self.trimmed(line), &isInExample)
    }
    while body.last?.isEmpty == true { body.removeLast() }
  }

  /// The first sentence, on however many lines it stands.
  public var firstSentence: String {
    var text = summary
    for line in body {
      if line.isEmpty || text.hasSuffix(".") { break }
      text += " " + line
    }
    let end = text.ranges(of: ". ").first { !text[..<$0.lowerBound].hasSuffix("et al") }
    return end.map { String(text[...$0.lowerBound]) } ?? text
  }

  private mutating func read(_ line: String, _ isInExample: inout Bool) {
    if let input = Self.rest(of: line, after: ">") {
      examples.append(Example(input: input))
      isInExample = true
    } else if let input = Self.rest(of: line, after: "..."), isInExample, examples.last?.expected.isEmpty == true {
      examples[examples.count - 1].input += "\n" + input
    } else if let names = Self.rest(of: line, after: "see:") {
      related += names.split(separator: ",").map(Self.trimmed)
      isInExample = false
    } else if let terms = Self.rest(of: line, after: "search:") {
      searchTerms += terms.split(separator: ",").map(Self.trimmed)
      isInExample = false
    } else if line.isEmpty {
      isInExample = false
      if !body.isEmpty { body.append("") }
    } else if isInExample {
      expect(line)
    } else if summary.isEmpty {
      summary = line
    } else if let note = Self.parameterNote(line) {
      parameters.append(note)
    } else {
      body.append(line)
    }
  }

  private mutating func expect(_ line: String) {
    if let error = Self.rest(of: line, after: "error:") {
      examples[examples.count - 1].error = error
    } else {
      examples[examples.count - 1].expected.append(line)
    }
  }

  private static func rest(of line: String, after mark: String) -> String? {
    line.hasPrefix(mark) ? trimmed(line.dropFirst(mark.count)) : nil
  }

  private static func parameterNote(_ line: String) -> (name: String, text: String)? {
    guard line.hasPrefix("`"), let end = line.dropFirst().firstIndex(of: "`") else { return nil }
    let rest = line[line.index(after: end)...]
    guard rest.hasPrefix(":") else { return nil }
    return (String(line[line.index(after: line.startIndex)..<end]), trimmed(rest.dropFirst()))
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let end = text.lastIndex { !$0.isWhitespace }
    guard let end, let start = text.firstIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[start...end])
  }

  public static func == (a: DocComment, b: DocComment) -> Bool {
    a.summary == b.summary && a.body == b.body && a.examples == b.examples && a.related == b.related
      && a.searchTerms == b.searchTerms
      && a.parameters.elementsEqual(b.parameters) { $0 == $1 }
  }
}
