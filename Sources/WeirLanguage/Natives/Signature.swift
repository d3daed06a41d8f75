import WeirText

/// What a function takes and gives, from its declaration; one place for arity, defaults and types of Weir and native
/// functions alike.
public struct Signature: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    public let type: TypeAnnotation?
    public let defaultValue: Expression?
    public let isRest: Bool

    public var isRequired: Bool { defaultValue == nil && !isRest }
  }

  public let parameters: [Parameter]
  public let result: TypeAnnotation?
  /// The text of the `##` comment above the declaration.
  private let documentation: String?

  public init(parameters: [Parameter], result: TypeAnnotation?, documentation: String? = nil) {
    self.parameters = parameters
    self.result = result
    self.documentation = documentation
  }

  public init(_ definition: Definition) {
    self.init(definition.parameters, result: definition.result, documentation: definition.documentation)
  }

  init(_ parameters: [WeirLanguage.Parameter], result: TypeAnnotation?, documentation: String? = nil) {
    self.init(
      parameters: parameters.map {
        Parameter(name: $0.name.text, type: $0.type, defaultValue: $0.defaultValue, isRest: $0.isRest)
      }, result: result, documentation: documentation)
  }

  /// The least number of arguments.
  public var requiredCount: Int { parameters.count(where: \.isRequired) }
  /// Whether no parameter without a default follows one with a default.
  var requiredFirst: Bool {
    let firstOptional = parameters.firstIndex { !$0.isRequired } ?? parameters.count
    return parameters[firstOptional...].allSatisfy { !$0.isRequired }
  }
  /// The place of a `...rest: record`, which collects named arguments without a parameter of their own.
  public var namedRestPlace: Int? {
    parameters.firstIndex { parameter in
      guard parameter.isRest, case .named("record")? = parameter.type?.kind else { return false }
      return true
    }
  }
  /// The place of `...rest`.
  public var restPlace: Int? { parameters.firstIndex(where: \.isRest) }

  /// The first example of the documentation that calls the function and fits on a line.
  func example(of name: String) -> String? {
    guard let documentation else { return nil }
    let word = name.split(separator: ".").last.map(String.init) ?? name
    return DocComment(documentation).examples.lazy.map(\.input)
      .first { $0.utf8.count <= 80 && !$0.contains("\n") && Text.contains($0, word) }
  }

  /// How the function is called, for help: its heading, and an example where it has one.
  func shown(as name: String) -> [String] {
    ["it is \(heading(name))"] + (example(of: name).map { ["for example `\($0)`"] } ?? [])
  }

  /// What to write for a named argument that there is not.
  func help(forUnknown label: String, of name: String) -> [String] {
    if let advice = ForeignWords.advice(forArgument: label, of: name) { return advice + ["it is \(heading(name))"] }
    if let own = ForeignWords.parameter(for: label), parameters.contains(where: { $0.name == own }) {
      return ["write `\(own): ...`", "it is \(heading(name))"]
    }
    return Suggestion.help(for: label, among: parameters.map(\.name)) + ["it is \(heading(name))"]
  }

  /// `name(a, k = 5, ...rest)`, without types; they stand in the help.
  public func heading(_ name: String) -> String {
    let items = parameters.map { parameter in
      if parameter.isRest { return "...\(parameter.name)" }
      guard let value = parameter.defaultValue else { return parameter.name }
      return "\(parameter.name) = \(value.span.text)"
    }
    return "\(name)(\(items.joined(separator: ", ")))"
  }
}
