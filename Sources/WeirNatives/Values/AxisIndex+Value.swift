// Indices of the language as indices of tensors.

import WeirLanguage
import WeirTensor

extension AxisIndex {
  /// What stands in the brackets, for these axes; a component chooses on `layer` and on `head` or `neuron`.
  static func list(_ indices: [Index], of axes: [Axis]) throws -> [AxisIndex] {
    try indices.flatMap { index -> [AxisIndex] in
      switch index {
      case .all: return [AxisIndex(.all)]
      case .namedAll(let name): return [AxisIndex(.all, axis: name)]
      case .named(let name, let value): return [AxisIndex(try selector(value), axis: name)]
      case .position(let value):
        if let component = value.asObject(ComponentObject.self) { return try component.component.indices(of: axes) }
        return [AxisIndex(try selector(value))]
      }
    }
  }

  private static func selector(_ value: Value) throws -> Selector {
    switch value {
    case .number: return .position(try whole(value))
    case .string(let box): return .label(box.text)
    case .range(let range):
      return .slice(
        lower: try range.lower.map { try whole(.number($0)) }, upper: try range.upper.map { try whole(.number($0)) },
        isClosed: range.isClosed)
    case .list(let box): return try selector(box.items)
    case .object(let object):
      if let tensor = try (object as? TensorObject)?.tensor { return try selector(tensor) }
      throw NativeProblem.notAnIndex(found: value.summary)
    default: throw NativeProblem.notAnIndex(found: value.summary)
    }
  }

  private static func selector(_ items: [Value]) throws -> Selector {
    if items.isEmpty { return .positions([]) }
    if items.allSatisfy({ $0.asString != nil }) { return .labels(items.compactMap(\.asString)) }
    if items.allSatisfy({ $0.asBool != nil }) {
      let truths = items.map { $0.asBool == true ? Float(1) : 0 }
      return .mask(Tensor([Axis("item", truths.count)], truths, isMask: true))
    }
    return .positions(try items.map { try whole($0) })
  }

  private static func selector(_ tensor: Tensor) throws -> Selector {
    if tensor.isMask { return .mask(tensor) }
    guard tensor.axes.count == 1 else { throw NativeProblem.notAnIndex(found: "a tensor \(tensor.axes.shapeText)") }
    return .positions(try tensor.values.map { try whole(.number(Double($0))) })
  }

  private static func whole(_ value: Value) throws -> Int {
    if let integer = value.asInteger { return integer }
    if let number = value.asNumber { throw NativeProblem.indexNotWhole(number) }
    throw NativeProblem.notAnIndex(found: value.summary)
  }
}
