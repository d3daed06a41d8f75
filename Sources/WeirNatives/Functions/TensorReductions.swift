// `sum`, `mean`, `argmax` and the others that take an axis away.

import WeirLanguage
import WeirTensor

enum TensorReductions {
  static let words: [TensorWord] =
    simple.sorted { $0.key < $1.key }.map { name, reduction in
      (name, { call in Value(try call.tensor(0).reduced(reduction, over: call.axes())) })
    } + others

  static let simple: [String: Reduction] = [
    "all": .all, "any": .any, "argmax": .argmax, "argmin": .argmin,
    "count_missing": .countMissing, "max": .max, "mean": .mean, "median": .median, "min": .min,
    "product": .product, "sum": .sum,
  ]

  private static let others: [TensorWord] = [
    (
      "argmax_is",
      { call in
        let (places, axis) = (try call.tensor(1), try call.string(2))
        if let matrix = call[0].asObject(FactoredObject.self)?.matrix {
          return Value(try matrix.isLargest(at: places, over: axis))
        }
        return Value(try Tensor.elementwise(.equal, call.tensor(0).reduced(.argmax, over: [axis]), places))
      }
    ),
    (
      "count",
      { call in
        // Of a mask, how often it holds; of numbers, how many are present.
        let tensor = try call.tensor(0)
        return Value(try tensor.reduced(tensor.isMask ? .sum : .count, over: call.axes()))
      }
    ),
    (
      "norm",
      { call in
        let orders: [String: Reduction] = ["1": .norm1, "2": .norm, "max": .normMax]
        let order = call["order"].isNone ? "2" : call["order"].text
        guard let reduction = orders[order] else { throw NativeProblem.unknownChoice(order, of: ["1", "2", "max"]) }
        return Value(try call.tensor(0).reduced(reduction, over: call.axes()))
      }
    ),
    (
      "quantile",
      { call in
        let quantile = try call.number(named: "q") ?? 0.5
        return Value(try call.tensor(0).reduced(.quantile(quantile), over: call.axes()))
      }
    ),
    (
      "std",
      { call in
        Value(try call.tensor(0).reduced(.standardDeviation(unbiased: call.flag("unbiased")), over: call.axes()))
      }
    ),
    (
      "variance",
      { call in
        Value(try call.tensor(0).reduced(.variance(unbiased: call.flag("unbiased")), over: call.axes()))
      }
    ),
  ]
}
