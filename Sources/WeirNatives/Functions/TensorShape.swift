// Axes and labels: renaming, reordering, reshaping, and back to lists.

import WeirLanguage
import WeirTensor

enum TensorShape {
  static let words: [TensorWord] = [
    (
      "flatten",
      { call in
        let tensor = try call.tensor(0)
        let names = try call.axes()
        let into = try call.string(named: "into") ?? "item"
        return Value(try tensor.flattened(names.isEmpty ? tensor.axisNames : names, into: into))
      }
    ),
    (
      "label",
      { call in
        let labels = call[2].isNone ? nil : try call.items(2).map(\.text)
        return Value(try call.tensor(0).labelled(call.string(1), labels))
      }
    ),
    (
      "labels",
      { call in
        let tensor = try call.tensor(0)
        let axis = tensor.axes[try tensor.requiredAxis(call.string(1))]
        return axis.labels.map { Value($0.map { Value($0) }) } ?? Value.none
      }
    ),
    (
      "rename",
      { call in
        guard let names = call[1].asRecord else { throw call.wrongType(1, "a record such as `{pos: \"query\"}`") }
        let pairs = try zip(names.keys, names.values).map { from, to in
          guard let to = to.asString else { throw call.wrongType(1, "a record of names") }
          return (from: from, to: to)
        }
        return Value(try call.tensor(0).renamed(pairs))
      }
    ),
    (
      "reshape",
      { call in
        guard let record = call[1].asRecord else { throw call.wrongType(1, "a record of axis names and sizes") }
        return Value(try call.tensor(0).reshaped(zip(record.keys, record.values).map { ($0, $1.asInteger) }))
      }
    ),
    ("to_list", { call in Value(try call.tensor(0).nested) }),
  ]
}
