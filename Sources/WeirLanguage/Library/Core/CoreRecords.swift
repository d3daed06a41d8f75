import WeirText

// Records: `keys`, `values`, `items`, `record`, `without`.

enum CoreRecords {
  static var functions: [NativeFunction] {
    [
      NativeFunction("keys") { call in Value(try box(call).keys.mapUntilInterrupt { Value($0) }) },
      NativeFunction("values") { call in Value(try box(call).values) },
      NativeFunction("items") { call in
        Value(try box(call).fields.mapUntilInterrupt { Value([Value($0.key), $0.value]) })
      },
      NativeFunction("record") { call in
        let result = RecordBox()
        for pair in try call.items(0) {
          try call.context.checkInterrupt()
          guard let parts = pair.asList, parts.count == 2, let key = parts[0].asString else {
            throw call.problem(
              at: 0,
              ArgumentProblem.wrongType(name: "pairs", wanted: "pairs of a name and a value", found: pair.summary))
          }
          result.set(key, parts[1])
        }
        return .record(result)
      },
      NativeFunction("without") { call in
        let dropped = Set((call[1].asList ?? []).map(\.text))
        let kept = try box(call).fields.filter { !dropped.contains($0.key) }
        return .record(RecordBox(keys: kept.map(\.key), values: kept.map(\.value)))
      },
      NativeFunction("get") { call in
        try box(call)[try call.string(1)] ?? call[2]
      },
      CoreNatives.shared("replace") { call in try replace(call) },
    ]
  }

  private static func box(_ call: Call) throws -> RecordBox {
    guard let box = call[0].asRecord else { throw call.wrongType(0, "a record") }
    return box
  }

  /// `replace(text, old, new)`, `replace(xs, place, value: v)`, `replace(x, axis: index, value: v)`.
  private static func replace(_ call: Call) throws -> Value {
    let axes = call["axes"].asRecord?.fields ?? []
    switch call[0] {
    case .string(let box):
      let (old, new) = (try call.string(1), try call.string(2))
      guard !old.isEmpty else { throw call.wrongType(1, "a text with at least one character") }
      let pieces = Text.split(box.text, old)
      let (growth, overflow) = pieces.count.multipliedReportingOverflow(by: new.utf8.count)
      try call.context.budget.ask(bytes: overflow ? .max : box.text.utf8.count + growth, for: "a string")
      return Value(pieces.joinedUntilInterrupt(new))
    case .list, .record, .object:
      var indices: [Index] = call[1].isNone ? [] : [.position(call[1])]
      indices += axes.map { .named($0.key, $0.value) }
      guard !indices.isEmpty else { throw call.wrongType(1, "a place") }
      var copy = call[0]
      let value = call["value"].isNone ? call[2] : call["value"]
      try withUnsafeMutablePointer(to: &copy) {
        try Replacing.replace($0, [.index(indices)], with: value, budget: call.context.budget)
      }
      return copy
    default: throw call.wrongType(0, "a string, list, record or tensor")
    }
  }
}
