import WeirText

// After a blank, `-` is subtraction, `[` indexing and `(` a call. When the head is a function and the result was not
// what the person meant, the message says how to write it.

enum CommandSurprise {
  /// The error of an operator, with what to write when its left side is a function or a command's result.
  static func explained(
    _ error: any Error, _ op: BinaryOperator, _ leftValue: Value, _ left: Node, _ right: Node, _ span: Span
  ) -> any Error {
    guard case .operands(let sign, let a, let b, _)? = error as? RuntimeFact else { return error }
    let advice: String
    if case .function = leftValue, op == .subtract {
      advice = "after a blank `-` is subtraction; write `\(short(left.span))(-\(short(right.span)))`"
    } else if let call = left as? CallNode, call.argumentSpans.count == 1, hasBlank(call, before: call.argumentSpans[0])
    {
      let head = short(call.callee.span)
      let inner = "(\(short(call.argumentSpans[0]))) \(op.rawValue) \(short(right.span))"
      advice = "after a blank `(` is a call; write `\(head)(\(inner))`"
    } else {
      return error
    }
    return RuntimeFact.operands(sign, left: a, right: b, advice: advice)
  }

  /// What to write for `run ["a", "b"]` and `print (a - b)[0]`.
  static func index(_ value: Value, _ base: Node, _ span: Span) -> RuntimeFact {
    let brackets = Span(span.source, base.span.upper, span.upper).text.drop { $0 == " " }
    guard case .function = value else {
      guard let call = base as? CallNode, call.argumentSpans.count == 1, hasBlank(call, before: call.argumentSpans[0])
      else { return .notIndexable(value.summary, advice: nil) }
      let inner = "(\(short(call.argumentSpans[0])))\(brackets.utf8.count <= 60 ? String(brackets) : "[...]")"
      let advice = "after a blank `(` is a call; write `\(short(call.callee.span))(\(inner))`"
      return .notIndexable(value.summary, advice: advice)
    }
    let inner = brackets.utf8.count <= 60 ? String(brackets) : "[...]"
    return .notIndexable(value.summary, advice: "`[` after a name is indexing; write `\(short(base.span))(\(inner))`")
  }

  /// Whether blanks stand between a call's head and its argument's parenthesis.
  private static func hasBlank(_ call: CallNode, before argument: Span) -> Bool {
    let between = Span(argument.source, call.callee.span.upper, argument.lower).text
    return between.first == " " && between.contains("(")
  }

  private static func short(_ span: Span) -> String {
    let text = span.text
    return text.utf8.count <= 60 && !text.contains("\n") ? text : "..."
  }
}
