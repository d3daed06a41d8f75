import WeirText

/// `assert c, "message"`: a failing one shows the values that its condition compared or passed on.
final class AssertNode: StatementNode {
  let condition: Node
  let message: Node?
  let witness: Witness

  init(_ condition: Node, _ message: Node?, seenBy witness: Witness, _ span: Span) {
    self.condition = condition
    self.message = message
    self.witness = witness
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    let outer = witness.values
    witness.values = []
    // A function that the condition calls may come to the same assertion.
    defer { witness.values = outer }
    if try condition.truth(f) { return .normal }
    throw try failure(f, witness.values)
  }

  private func failure(_ f: Frame, _ operands: [(span: Span, value: Value)]) throws -> any Error {
    let text = try message?.value(f).text
    var diagnostic = Diagnostic(RuntimeFact.assertionFailed(message: text), at: condition.span)
    var labels: [Diagnostic.Label] = []
    for (span, value) in operands where labels.count < Self.mostLabels {
      let shown = Self.short(value)
      // What stands there in so many words needs no label, and what was shown once needs no second.
      if shown == span.text || labels.contains(where: { $0.span == span }) { continue }
      labels.append(Diagnostic.Label(span, "is \(shown)"))
    }
    if !labels.isEmpty { diagnostic.labels = labels }
    return RuntimeError(diagnostic)
  }

  private static let mostLabels = 6

  private static func short(_ value: Value) -> String {
    if case .object = value {
      let text = value.text
      return text.count > 60 || text.contains("\n") ? value.summary : text
    }
    let text = value.literal
    return text.count <= 60 ? text : String(text.prefix(59)) + "…"
  }
}

/// What an assertion saw while it computed its condition.
final class Witness {
  var values: [(span: Span, value: Value)] = []
}

/// An operand of an assertion's condition, whose value is noted.
final class WitnessedNode: Node {
  let node: Node
  let witness: Witness

  init(_ node: Node, _ witness: Witness) {
    self.node = node
    self.witness = witness
    super.init(node.span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = try node.value(f)
    witness.values.append((span, value))
    return value
  }
}
