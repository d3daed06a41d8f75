import WeirText

// `== != < <= > >= in`, chained ones, `and or not`. Conditions ask for `truth`, which boxes nothing.

/// One comparison of two operands.
class CompareNode: Node {
  final let op: ComparisonOperator
  final let left: Node
  final let right: Node

  init(_ op: ComparisonOperator, _ left: Node, _ right: Node, _ span: Span) {
    self.op = op
    self.left = left
    self.right = right
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b, op != .isIn, op != .isNotIn {
      return .bool(Comparison.order(op, x, y))
    }
    return try general(f, a, b)
  }

  override func truth(_ f: Frame) throws -> Bool {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b, op != .isIn, op != .isNotIn {
      return Comparison.order(op, x, y)
    }
    return try generalTruth(f, a, b)
  }

  @inline(never)
  final func general(_ f: Frame, _ a: Value, _ b: Value) throws -> Value {
    do { return try Comparison.apply(op, a, b) } catch { throw f.locate(error, at: span) }
  }

  @inline(never)
  final func generalTruth(_ f: Frame, _ a: Value, _ b: Value) throws -> Bool {
    let result = try general(f, a, b)
    guard case .bool(let truth) = result else { throw f.fault(Condition.refused(result, span), at: span) }
    return truth
  }

  static func make(_ op: ComparisonOperator, _ left: Node, _ right: Node, _ span: Span) -> Node {
    if op == .less, let local = left as? LocalNode, let limit = (right as? ConstantNode)?.constant.asNumber {
      return LocalBelowNode(local, right, limit, span)
    }
    return switch op {
    case .less: LessNode(op, left, right, span)
    case .equal: EqualNode(op, left, right, span)
    default: CompareNode(op, left, right, span)
    }
  }
}

final class LessNode: CompareNode {
  override func truth(_ f: Frame) throws -> Bool {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b { return x < y }
    return try generalTruth(f, a, b)
  }
}

/// `n < 2` of a local.
final class LocalBelowNode: CompareNode {
  private let slot: Int
  private let limit: Double

  init(_ left: LocalNode, _ right: Node, _ limit: Double, _ span: Span) {
    slot = left.slot
    self.limit = limit
    super.init(.less, left, right, span)
  }

  override func truth(_ f: Frame) throws -> Bool {
    if case .number(let x) = f.slot(slot).pointee { return x < limit }
    return try generalTruth(f, f.slot(slot).pointee, try right.value(f))
  }
}

final class EqualNode: CompareNode {
  override func truth(_ f: Frame) throws -> Bool {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b { return x == y }
    return try generalTruth(f, a, b)
  }
}

/// `a < b <= c`: each operand is computed once, and only as far as the answer is open.
final class ChainNode: Node {
  let operands: [Node]
  let operators: [ComparisonOperator]

  init(_ operands: [Node], _ operators: [ComparisonOperator], _ span: Span) {
    self.operands = operands
    self.operators = operators
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value { .bool(try truth(f)) }

  override func truth(_ f: Frame) throws -> Bool {
    var left = try operands[0].value(f)
    for (place, op) in operators.enumerated() {
      let right = try operands[place + 1].value(f)
      do {
        let result = try Comparison.apply(op, left, right)
        guard case .bool(let truth) = result else { throw Condition.refused(result, span) }
        if !truth { return false }
      } catch { throw f.locate(error, at: operands[place].span.joined(with: operands[place + 1].span)) }
      left = right
    }
    return true
  }
}

final class AndNode: Node {
  let left: Node
  let right: Node

  init(_ left: Node, _ right: Node, _ span: Span) {
    self.left = left
    self.right = right
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value { .bool(try truth(f)) }

  override func truth(_ f: Frame) throws -> Bool { try left.truth(f) && right.truth(f) }
}

final class OrNode: Node {
  let left: Node
  let right: Node

  init(_ left: Node, _ right: Node, _ span: Span) {
    self.left = left
    self.right = right
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value { .bool(try truth(f)) }

  override func truth(_ f: Frame) throws -> Bool { try left.truth(f) || right.truth(f) }
}

final class NotNode: Node {
  let operand: Node

  init(_ operand: Node, _ span: Span) {
    self.operand = operand
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = try operand.value(f)
    switch value {
    case .bool(let truth): return .bool(!truth)
    case .object(let object):
      do { if let result = try object.inverted() { return result } } catch { throw f.locate(error, at: span) }
    default: break
    }
    throw f.fault(Condition.refused(value, operand.span), at: operand.span)
  }

  override func truth(_ f: Frame) throws -> Bool {
    let value = try self.value(f)
    guard case .bool(let truth) = value else { throw f.fault(Condition.refused(value, span), at: span) }
    return truth
  }
}
