import WeirText

/// A number, string without interpolation, `true`, `false` or `none`.
final class ConstantNode: Node {
  let constant: Value

  init(_ constant: Value, _ span: Span) {
    self.constant = constant
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value { constant }
}

/// `L5H1`: made by the host once, when it is first reached.
final class ComponentNode: Node {
  let literal: ComponentLiteral
  private var made: Value?

  init(_ literal: ComponentLiteral, _ span: Span) {
    self.literal = literal
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    if let made { return made }
    do {
      let value = try f.machine.host.component(literal)
      made = value
      return value
    } catch { throw f.locate(error, at: span) }
  }
}

/// `"a \(b)"`.
final class InterpolationNode: Node {
  let parts: [Node]

  init(_ parts: [Node], _ span: Span) {
    self.parts = parts
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    var text = ""
    for part in parts { text += try part.value(f).text }
    try f.charge(text.utf8.count, "a string", at: span)
    return Value(text)
  }
}
