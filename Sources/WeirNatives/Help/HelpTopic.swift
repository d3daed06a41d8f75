import WeirLanguage
import WeirText

/// What is known about a name, whatever it names.
public struct HelpTopic {
  public struct Parameter {
    public let name: String
    /// Type and default as written.
    public let form: String
    public let note: String
  }

  public var heading: String
  public var summary = ""
  public var body: [String] = []
  public var parameters: [Parameter] = []
  public var examples: [DocComment.Example] = []
  public var related: [String] = []
  /// Where it is defined.
  public var place = ""
  /// Names and their summaries, of a module.
  public var contents: [(name: String, summary: String)] = []
  /// The definition's text, for `??name`.
  public var source: String?

  public init(heading: String, summary: String = "") {
    self.heading = heading
    self.summary = summary
  }
}

extension HelpTopic {
  /// The page of a word of the library.
  public init(declaration: Library.Declaration) {
    self.init(heading: declaration.heading)
    if let documentation = declaration.documentation { take(documentation) }
    if let signature = declaration.signature { take(signature, declaration.documentation) }
    take(declaration.span)
    if declaration.isNative { source = (source ?? "") + "  # its body is native" }
  }

  /// The page of a function value.
  public init(function: Function) {
    self.init(heading: function.heading)
    if let documentation = function.documentation { take(documentation) }
    take(function.signature, function.documentation)
    if let span = function.definition { take(span) }
  }

  private mutating func take(_ documentation: DocComment) {
    summary = documentation.summary
    body = documentation.body
    examples = documentation.examples
    related = documentation.related
  }

  private mutating func take(_ signature: Signature, _ documentation: DocComment?) {
    let hasNotes = documentation?.parameters.isEmpty == false
    guard hasNotes || signature.parameters.contains(where: { $0.type != nil }) else { return }
    parameters = signature.parameters.map { parameter in
      let type = parameter.type?.span.text
      let value = parameter.defaultValue.map { "= \($0.span.text)" }
      return Parameter(
        name: (parameter.isRest ? "..." : "") + parameter.name,
        form: [type, value].compactMap(\.self).joined(separator: " "),
        note: documentation?.parameters.first { $0.name == parameter.name }?.text ?? "")
    }
    if let result = signature.result?.span.text { heading += " -> \(result)" }
  }

  private mutating func take(_ span: Span) {
    let line = span.source.line(at: span.lower)
    place = "\(span.source.name):\(line)"
    source = Self.comment(above: line, in: span.source) + span.text
  }

  /// The `##` lines that stand directly above a line.
  private static func comment(above line: Int, in source: Source) -> String {
    var lines: [String] = []
    var number = line - 1
    while number >= 1 {
      let range = source.lineRange(number)
      let text = source.text(from: range.lowerBound, to: range.upperBound)
      guard text.hasPrefix("##") else { break }
      lines.insert(text + "\n", at: 0)
      number -= 1
    }
    return lines.joined()
  }
}
