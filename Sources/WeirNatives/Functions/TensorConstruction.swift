// Tensors from numbers, lists, sizes and seeds.

import WeirLanguage
import WeirTensor

enum TensorConstruction {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("arange") { call in
        Value(
          try Tensor.counting(
            from: call.number(0), to: call.number(1), by: call.number(named: "step") ?? 1,
            axis: call.string(named: "axis") ?? "item"))
      },
      NativeFunction("full") { call in Value(try Tensor.filled(call.shape(0), with: Float(call.number(1)))) },
      NativeFunction("identity") { call in
        Value(try Tensor.identity(Axis(call.string(1), call.integer(0))))
      },
      NativeFunction("linspace") { call in
        Value(
          try Tensor.spaced(
            from: call.number(0), to: call.number(1), count: call.integer(2),
            axis: call.string(named: "axis") ?? "item"))
      },
      NativeFunction("one_hot") { call in
        Value(try Tensor.oneHot(call.tensor(0), axis: Axis(call.string(2), call.integer(1))))
      },
      NativeFunction("random_integers") { call in
        Value(
          try Tensor.integers(
            call.shape(0), low: call.integer(named: "low") ?? 0, high: call.integer(1), seed: call.seed(world)))
      },
      NativeFunction("random_normal") { call in
        Value(
          try Tensor.normal(
            call.shape(0), mean: call.number(named: "mean") ?? 0, deviation: call.number(named: "std") ?? 1,
            seed: call.seed(world)))
      },
      NativeFunction("random_uniform") { call in
        Value(
          try Tensor.uniform(
            call.shape(0), low: call.number(named: "low") ?? 0, high: call.number(named: "high") ?? 1,
            seed: call.seed(world)))
      },
      NativeFunction("tensor") { call in
        let names = try call.axes("axes")
        guard let numbers = try NestedNumbers(call.items(0)) else { throw call.wrongType(0, "lists of numbers") }
        return .object(TensorObject(try Tensor.nested(numbers, names: names.isEmpty ? nil : names)))
      },
    ]
  }
}
