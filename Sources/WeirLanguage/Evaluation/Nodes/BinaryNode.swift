import WeirText

// `+ - * / // % @ ^`. Two numbers are handled here, with one class for each of the frequent operators; everything else
// goes to `Arithmetic`. A constant number on the right has classes of its own: `n - 1` is in every loop.

class BinaryNode: Node {
  final let op: BinaryOperator
  final let left: Node
  final let right: Node

  init(_ op: BinaryOperator, _ left: Node, _ right: Node, _ span: Span) {
    self.op = op
    self.left = left
    self.right = right
    super.init(span)
  }

  @inline(never)
  final func general(_ f: Frame, _ a: Value, _ b: Value) throws -> Value {
    do { return try Arithmetic.apply(op, a, b, budget: f.machine.budget) } catch {
      throw f.locate(CommandSurprise.explained(error, op, a, left, right, span), at: span)
    }
  }

  static func make(_ op: BinaryOperator, _ left: Node, _ right: Node, _ span: Span) -> Node {
    let constant = (right as? ConstantNode)?.constant.asNumber
    switch (op, constant) {
    case (.add, let constant?), (.subtract, let constant?):
      let signed = op == .add ? constant : -constant
      if let local = left as? LocalNode { return AddConstantToLocalNode(op, local, right, signed, span) }
      return AddConstantNode(op, left, right, signed, span)
    case (.add, _): return AddNode(op, left, right, span)
    case (.subtract, _): return SubtractNode(op, left, right, span)
    case (.multiply, _): return MultiplyNode(op, left, right, span)
    case (.divide, _), (.floorDivide, _), (.remainder, _): return DivideNode(op, left, right, span)
    default: return OtherBinaryNode(op, left, right, span)
    }
  }
}

final class AddNode: BinaryNode {
  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b { return .number(x + y) }
    return try general(f, a, b)
  }
}

/// `x + 1` and `x - 1`.
final class AddConstantNode: BinaryNode {
  let constant: Double

  init(_ op: BinaryOperator, _ left: Node, _ right: Node, _ constant: Double, _ span: Span) {
    self.constant = constant
    super.init(op, left, right, span)
  }

  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    if case .number(let x) = a { return .number(x + constant) }
    return try general(f, a, try right.value(f))
  }
}

/// `n - 1` of a local.
final class AddConstantToLocalNode: BinaryNode {
  private let slot: Int
  private let constant: Double

  init(_ op: BinaryOperator, _ left: LocalNode, _ right: Node, _ constant: Double, _ span: Span) {
    slot = left.slot
    self.constant = constant
    super.init(op, left, right, span)
  }

  override func value(_ f: Frame) throws -> Value {
    if case .number(let x) = f.slot(slot).pointee { return .number(x + constant) }
    return try general(f, f.slot(slot).pointee, try right.value(f))
  }
}

final class SubtractNode: BinaryNode {
  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b { return .number(x - y) }
    return try general(f, a, b)
  }
}

final class MultiplyNode: BinaryNode {
  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b { return .number(x * y) }
    return try general(f, a, b)
  }
}

/// `/ // %`: warns once when a number is divided by zero.
final class DivideNode: BinaryNode {
  private var hasWarned = false

  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if case .number(let x) = a, case .number(let y) = b {
      if y == 0, !hasWarned { warn(f) }
      return .number(op == .divide ? x / y : Arithmetic.numbers(op, x, y))
    }
    return try general(f, a, b)
  }

  @inline(never)
  private func warn(_ f: Frame) {
    hasWarned = true
    f.machine.report(.warning, RuntimeFact.divisionByZero, at: span)
  }
}

/// `@` and `^`.
final class OtherBinaryNode: BinaryNode {
  override func value(_ f: Frame) throws -> Value {
    let a = try left.value(f)
    let b = try right.value(f)
    if op == .power, case .number(let x) = a, case .number(let y) = b { return .number(Real.power(x, y)) }
    return try general(f, a, b)
  }
}

/// `-x`.
final class NegateNode: Node {
  let operand: Node

  init(_ operand: Node, _ span: Span) {
    self.operand = operand
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = try operand.value(f)
    if case .number(let number) = value { return .number(-number) }
    do { return try Arithmetic.negate(value) } catch { throw f.locate(error, at: span) }
  }
}
