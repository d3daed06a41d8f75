// Words that work along one axis: softmax, sorting, running sums, taking, joining.

import WeirLanguage
import WeirTensor

enum TensorOrder {
  static let words: [TensorWord] = [
    (
      "argsort",
      { call in
        let tensor = try call.tensor(0)
        return Value(try tensor.sorted(over: call.axis(of: tensor), descending: call.flag("descending")).positions)
      }
    ),
    ("concat", { call in Value(try Tensor.concatenated(call.tensors(0), over: call.string(1))) }),
    ("correlation", { call in Value(try Tensor.correlation(call.tensor(0), call.tensor(1), over: call.axes())) }),
    (
      "cosine_similarity",
      { call in Value(try Tensor.cosineSimilarity(call.tensor(0), call.tensor(1), over: call.axes())) }
    ),
    ("cummax", { call in try cumulative(.max, call) }),
    ("cumprod", { call in try cumulative(.product, call) }),
    ("cumsum", { call in try cumulative(.sum, call) }),
    (
      "diagonal",
      { call in
        if let matrix = call[0].asObject(FactoredObject.self)?.matrix { return Value(try matrix.diagonal()) }
        let pair = try call.axes()
        guard pair.isEmpty || pair.count == 2 else { throw call.wrongType(call.place("over") ?? 0, "two axis names") }
        return Value(
          try call.tensor(0).diagonal(
            pair.isEmpty ? nil : (pair[0], pair[1]), offset: call.integer(named: "offset") ?? 0))
      }
    ),
    (
      "log_softmax",
      { call in
        let tensor = try call.tensor(0)
        return Value(try tensor.logSoftmax(over: call.axis(of: tensor)))
      }
    ),
    (
      "logsumexp",
      { call in
        let tensor = try call.tensor(0)
        return Value(try tensor.logSumExp(over: call.axis(of: tensor)))
      }
    ),
    (
      "shift",
      { call in
        Value(try call.tensor(0).shifted(over: call.string(1), by: call.integer(named: "by") ?? 1))
      }
    ),
    (
      "softmax",
      { call in
        let tensor = try call.tensor(0)
        return Value(try tensor.softmax(over: call.axis(of: tensor)))
      }
    ),
    (
      "sort",
      { call in
        let tensor = try call.tensor(0)
        return Value(try tensor.sorted(over: call.axis(of: tensor), descending: call.flag("descending")).values)
      }
    ),
    (
      "stack",
      { call in
        let labels = try call.place("labels").flatMap { call[$0].isNone ? nil : try call.items($0).map(\.text) }
        return Value(try Tensor.stack(call.tensors(0), axis: call.string(1), labels: labels))
      }
    ),
    ("take", { call in Value(try call.tensor(0).taking(call.tensor(1), over: call.string(2))) }),
    (
      "topk",
      { call in
        let tensor = try call.tensor(0)
        let top = try tensor.top(call.integer(1), over: call.axis(of: tensor), smallest: call.flag("smallest"))
        return Value(fields: [("values", Value(top.values)), ("positions", Value(top.positions))])
      }
    ),
    ("unique", { call in Value(try call.tensor(0).unique().values) }),
  ]

  private static func cumulative(_ kind: Tensor.Cumulation, _ call: Call) throws -> Value {
    let tensor = try call.tensor(0)
    return Value(try tensor.cumulative(kind, over: call.axis(of: tensor)))
  }
}
