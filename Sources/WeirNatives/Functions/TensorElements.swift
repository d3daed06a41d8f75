// Functions of every element: `exp`, `where`, `clamp`.

import WeirLanguage
import WeirTensor

enum TensorElements {
  static let words: [TensorWord] =
    UnaryFunction.allCases.filter { ![.negate, .not].contains($0) }.map { function in
      (function.rawValue, { call in Value(try call.tensor(0).mapped(function)) })
    } + others

  private static let others: [TensorWord] = [
    ("atan2", { call in Value(try Tensor.elementwise(.arctangent, call.tensor(0), call.tensor(1))) }),
    ("both", { call in Value(try Tensor.elementwise(.and, call.tensor(0), call.tensor(1))) }),
    (
      "clamp",
      { call in
        let low = try call.number(named: "low") ?? -.infinity
        let high = try call.number(named: "high") ?? .infinity
        return Value(try call.tensor(0).clamped(Float(low), Float(high)))
      }
    ),
    ("either", { call in Value(try Tensor.elementwise(.or, call.tensor(0), call.tensor(1))) }),
    (
      "fill_missing",
      { call in
        Value(try call.tensor(0).fillingMissing(with: Float(call.number(1))))
      }
    ),
    ("mask_out", { call in Value(try call.tensor(0).masked(where: call.tensor(1))) }),
    ("maximum", { call in Value(try Tensor.elementwise(.maximum, call.tensor(0), call.tensor(1))) }),
    ("minimum", { call in Value(try Tensor.elementwise(.minimum, call.tensor(0), call.tensor(1))) }),
    (
      "where",
      { call in
        Value(try Tensor.select(call.tensor(0), call.tensor(1), call.tensor(2)))
      }
    ),
  ]
}
