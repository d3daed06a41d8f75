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

  public init(parameters: [Parameter], result: TypeAnnotation?) {
    self.parameters = parameters
    self.result = result
  }

  public init(_ definition: Definition) {
    self.init(definition.parameters, result: definition.result)
  }

  init(_ parameters: [WeirLanguage.Parameter], result: TypeAnnotation?) {
    self.init(
      parameters: parameters.map {
        Parameter(name: $0.name.text, type: $0.type, defaultValue: $0.defaultValue, isRest: $0.isRest)
      }, result: result)
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
