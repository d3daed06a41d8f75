// Numbers, lists and tensors into each other.

import WeirLanguage
import WeirTensor
import WeirText

extension Value {
  /// A tensor as a value; one without axes is a number, or a truth value.
  init(_ tensor: Tensor) {
    guard tensor.axes.isEmpty, let number = tensor.scalar else {
      self = .object(TensorObject(tensor))
      return
    }
    self = tensor.isMask && !Tensor.isMissing(number) ? .bool(number != 0) : .number(Value.decimal(number))
  }

  /// The tensor that a value is, or can be read as: a number, a truth value, lists of numbers.
  ///
  /// Nil for anything else.
  func asTensor() throws -> Tensor? {
    switch self {
    case .number(let number): return Tensor(scalar: Float(number))
    case .bool(let truth): return Tensor(scalar: truth ? 1 : 0, isMask: true)
    case .object(let object): return try (object as? TensorObject)?.tensor
    case .list(let box):
      guard let numbers = try NestedNumbers(box.items) else { return nil }
      return try Tensor.nested(numbers)
    default: return nil
    }
  }

  /// The tensor that a value is.
  /// - Throws: `NativeProblem.notATensor`.
  func requiredTensor() throws -> Tensor {
    guard let tensor = try asTensor() else { throw NativeProblem.notATensor(found: summary) }
    return tensor
  }

  /// The double whose shortest decimal text is the float's: 0.1 and not 0.10000000149011612.
  static func decimal(_ number: Float) -> Double {
    if !number.isFinite || number == number.rounded() { return Double(number) }
    return Double(number.description) ?? Double(number)
  }

  /// Nested numbers as nested lists; what is missing is `none`.
  init(_ numbers: NestedNumbers) {
    switch numbers {
    case .number(let number): self = .number(Value.decimal(Float(number)))
    case .missing: self = .none
    case .list(let items): self = Value(items.map { Value($0) })
    }
  }
}

extension NestedNumbers {
  /// Lists in lists down to numbers; nil when something else is inside.
  init?(_ items: [Value], depth: Int = 0) throws {
    // Beyond this depth no tensor can be meant, and the evaluator's stack is spared.
    guard depth < 40 else { throw TensorProblem.tooManyAxes(depth) }
    var numbers: [NestedNumbers] = []
    numbers.reserveCapacity(items.count)
    for item in items {
      if numbers.count % 4_096 == 0 { try Interrupt.check() }
      switch item {
      case .number(let number): numbers.append(.number(number))
      case .bool(let truth): numbers.append(.number(truth ? 1 : 0))
      case .none: numbers.append(.missing)
      case .list(let box):
        guard let inner = try NestedNumbers(box.items, depth: depth + 1) else { return nil }
        numbers.append(inner)
      case .object(let object):
        guard let tensor = try (object as? TensorObject)?.tensor else { return nil }
        numbers.append(tensor.nested)
      default: return nil
      }
    }
    self = .list(numbers)
  }
}
