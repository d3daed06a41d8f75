import WeirText

// Walking and choosing: `len`, `map`, `filter`, `reduce`, `sort`, ...

enum CoreLists {
  static var functions: [NativeFunction] {
    [
      NativeFunction(
        "len",
        unary: { value in
          if case .list(let box) = value { return Value(box.items.count) }
          return nil
        }
      ) { call in try length(call) },
      NativeFunction("list") { call in try call.list(try call.walked(0)) },
      NativeFunction("range") { call in try range(call) },
      NativeFunction("map") { call in
        let function = call[1]
        let items = try call.walked(0)
        var result: [Value] = []
        result.reserveCapacity(items.count)
        for item in items {
          try call.context.checkInterrupt()
          result.append(try call.apply(function, [item]))
        }
        return try call.list(result)
      },
      CoreNatives.shared("filter") { call in
        if case .record(let box) = call[0] { return try filterFields(box, call) }
        let call = call
        return Value(try call.walked(0).filter { try call.holds(1, $0) })
      },
      NativeFunction("reduce") { call in try reduce(call) },
      CoreNatives.shared("sort") { call in
        let context = call.context
        let items = try call.walked(0)
        return .list(
          ListBox(
            try Ordering.sorted(items, descending: try call.bool(2)) { try context.checkInterrupt() }))
      },
      CoreNatives.shared("sort_by") { call in try sortBy(call) },
      CoreNatives.shared("reverse") { call in
        if let text = call[0].asString { return Value(Text.reversed(text)) }
        return try call.list(try call.items(0).reversed().mapUntilInterrupt { $0 })
      },
      CoreNatives.shared("unique") { call in Value(try unique(try call.walked(0))) },
      NativeFunction("index_of") { call in try indexOf(call) },
    ]
  }

  private static func length(_ call: Call) throws -> Value {
    switch call[0] {
    case .string(let box): return Value(Text.count(box.text))
    case .list(let box): return Value(box.items.count)
    case .record(let box): return Value(box.count)
    case .range(let range):
      guard let integers = range.integers else { throw call.wrongType(0, "a range of whole numbers") }
      return Value(integers.count)
    case .object(let object):
      if let count = object.count { return Value(count) }
    default: break
    }
    throw call.wrongType(0, "something with a length")
  }

  private static func range(_ call: Call) throws -> Value {
    let isBound = call[1].isNone
    let (start, end) = (isBound ? 0 : try call.number(0), try call.number(isBound ? 0 : 1))
    let step = try call.number(2)
    guard step != 0, step.isFinite else {
      throw call.problem(
        at: 2, ArgumentProblem.outOfRange(name: "step", wanted: "a number other than 0", found: call[2].summary))
    }
    let count = max(0, ((end - start) / step).rounded(.up))
    guard count.isFinite else { throw call.wrongType(count.isNaN || isBound ? 0 : 1, "a finite number") }
    try call.context.budget.ask(
      count: count < 0x1p50 ? Int(count) : .max, of: MemoryLayout<Value>.stride, for: "a list")
    return Value((0..<Int(count)).mapUntilInterrupt { .number(start + Double($0) * step) })
  }

  private static func filterFields(_ box: RecordBox, _ call: Call) throws -> Value {
    let kept = try box.fields.filter { field in
      let result = try call.apply(call[1], [Value(field.key), field.value])
      guard let truth = result.asBool else { throw call.wrongResult(1, "true or false", result) }
      return truth
    }
    return .record(RecordBox(keys: kept.map(\.key), values: kept.map(\.value)))
  }

  private static func reduce(_ call: Call) throws -> Value {
    var items = try call.walked(0)[...]
    var total = call[2]
    if total.isNone {
      guard let first = items.popFirst() else { throw ArgumentProblem.empty(function: "reduce") }
      total = first
    }
    for item in items {
      try call.context.checkInterrupt()
      total = try call.apply(call[1], [total, item])
    }
    return total
  }

  private static func sortBy(_ call: Call) throws -> Value {
    let items = try call.walked(0)
    var keyed: [(key: Value, item: Value)] = []
    for item in items {
      try call.context.checkInterrupt()
      keyed.append((try call.apply(call[1], [item]), item))
    }
    let isDescending = try call.bool(2)
    let context = call.context
    var comparisons = Ordering.Comparisons { try context.checkInterrupt() }
    try keyed.sort { a, b in
      try comparisons.count()
      return isDescending ? try Ordering.isBefore(b.key, a.key) : try Ordering.isBefore(a.key, b.key)
    }
    return Value(keyed.map(\.item))
  }

  /// Each different item once, in the order of first occurrence.
  private static func unique(_ items: [Value]) throws -> [Value] {
    var seen = KeySet()
    var result: [Value] = []
    for (place, item) in items.enumerated() {
      if place & 4_095 == 0 { try Interrupt.check() }
      if try seen.insert(item) { result.append(item) }
    }
    return result
  }

  private static func indexOf(_ call: Call) throws -> Value {
    if let text = call[0].asString, let part = call[1].asString {
      guard let range = Text.firstRange(of: part, in: text.utf8[...]) else { return .none }
      return Value(Text.count(String(text[..<range.lowerBound])))
    }
    return try call.items(0).place(of: call[1]).map { Value($0) } ?? .none
  }
}
