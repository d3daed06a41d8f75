import WeirText

// From many numbers to one: `sum`, `mean`, `max`, ... of lists here, of tensors by the tensors themselves.

enum CoreReductions {
  static var functions: [NativeFunction] {
    numeric.map { name, reduce in
      CoreNatives.shared(name) { call in .number(try reduce(numbers(call), name)) }
    } + [
      CoreNatives.shared("sum") { call in try fold(call, .add, empty: 0) },
      CoreNatives.shared("product") { call in try fold(call, .multiply, empty: 1) },
      CoreNatives.shared("mean") { call in try mean(call) },
      CoreNatives.shared("std") { call in .number(try variance(call, "std").squareRoot()) },
      CoreNatives.shared("variance") { call in .number(try variance(call, "variance")) },
      CoreNatives.shared("quantile") { call in .number(try quantile(sorted(numbers(call)), call)) },
      CoreNatives.shared("norm") { call in .number(try norm(call)) },
      extremum("max") { try Ordering.isBefore($0, $1) },
      extremum("min") { try Ordering.isBefore($1, $0) },
      CoreNatives.shared("any") { call in try truths(call).contains { $0 } ? .bool(true) : .bool(false) },
      CoreNatives.shared("all") { call in .bool(try truths(call).allSatisfy { $0 }) },
      CoreNatives.shared("count") { call in Value(try truths(call).count { $0 }) },
      CoreNatives.shared("topk") { call in try top(call) },
    ]
  }

  private static let numeric: [(String, @Sendable ([Double], String) throws -> Double)] = [
    ("argmax", { try Double(place($0, $1) { $0 > $1 }) }),
    ("argmin", { try Double(place($0, $1) { $0 < $1 }) }),
    ("median", { try quantile(sorted($0), 0.5, $1) }),
  ]

  /// The numbers of the first argument.
  private static func numbers(_ call: Call) throws -> [Double] {
    if let number = call[0].asNumber { return [number] }
    return try call.items(0).mapUntilInterrupt { item in
      guard let number = item.asNumber else {
        throw call.problem(at: 0, ArgumentProblem.wrongItem(wanted: "numbers", found: item.summary))
      }
      return number
    }
  }

  /// Sums and products; items may be anything that the operator takes, tensors for one.
  private static func fold(_ call: Call, _ op: BinaryOperator, empty: Double) throws -> Value {
    if call[0].asNumber != nil { return call[0] }
    let items = try call.items(0)
    if let total = try plainFold(items, op) { return .number(total) }
    let first = items.first ?? .number(empty)
    return try items.dropFirst().reduce(first) {
      try Arithmetic.apply(op, $0, $1, budget: call.context.budget)
    }
  }

  /// The sum or product of items that are all numbers; nil when some are not.
  private static func plainFold(_ items: [Value], _ op: BinaryOperator) throws -> Double? {
    var total = op == .add ? 0.0 : 1
    for (place, item) in items.enumerated() {
      guard case .number(let number) = item else { return nil }
      if place & 0xF_FFFF == 0 { try Interrupt.check() }
      if op == .add { total += number } else { total *= number }
    }
    return total
  }

  private static func mean(_ call: Call) throws -> Value {
    let count = call[0].asNumber != nil ? 1 : try call.items(0).count
    guard count > 0 else { throw ArgumentProblem.empty(function: "mean") }
    return try Arithmetic.apply(
      .divide, try fold(call, .add, empty: 0), Value(count), budget: call.context.budget)
  }

  private static func variance(_ call: Call, _ name: String) throws -> Double {
    let values = try numbers(call)
    guard !values.isEmpty else { throw ArgumentProblem.empty(function: name) }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let isUnbiased = call["unbiased"].asBool == true
    return squares / Double(isUnbiased ? values.count - 1 : values.count)
  }

  private static func quantile(_ sorted: [Double], _ call: Call) throws -> Double {
    let q = try call.number(1)
    guard q >= 0, q <= 1 else {
      throw call.problem(
        at: 1, ArgumentProblem.outOfRange(name: "q", wanted: "between 0 and 1", found: call[1].summary))
    }
    return try quantile(sorted, q, "quantile")
  }

  private static func sorted(_ values: [Double]) throws -> [Double] {
    var comparisons = Ordering.Comparisons { try Interrupt.check() }
    return try values.sorted { a, b in
      try comparisons.count()
      return a < b
    }
  }

  /// Linear interpolation between the two nearest items.
  private static func quantile(_ sorted: [Double], _ q: Double, _ name: String) throws -> Double {
    guard !sorted.isEmpty else { throw ArgumentProblem.empty(function: name) }
    let position = q * Double(sorted.count - 1)
    let lower = Int(position.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }

  private static func norm(_ call: Call) throws -> Double {
    let values = try numbers(call)
    switch call["order"].text {
    case "1": return values.reduce(0) { $0 + $1.magnitude }
    case "max": return values.reduce(0) { max($0, $1.magnitude) }
    default: return values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  private static func place(_ values: [Double], _ name: String, _ isBetter: (Double, Double) -> Bool) throws -> Int {
    guard !values.isEmpty else { throw ArgumentProblem.empty(function: name) }
    var best = 0
    for place in values.indices where isBetter(values[place], values[best]) { best = place }
    return best
  }

  /// `max(xs)` of a list, `max(a, b)` of two values.
  private static func extremum(
    _ name: String, _ isBefore: @escaping (Value, Value) throws -> Bool
  ) -> NativeFunction {
    NativeFunction(name) { call in
      guard call[1].isNone else { return try isBefore(call[0], call[1]) ? call[1] : call[0] }
      if case .object(let object) = call[0], let result = try object.apply(name, call) { return result }
      let items = call[0].asNumber == nil ? try call.walked(0) : [call[0]]
      guard var best = items.first else { throw ArgumentProblem.empty(function: name) }
      for (place, item) in items.enumerated() {
        if place & 4_095 == 0 { try Interrupt.check() }
        if place > 0, try isBefore(best, item) { best = item }
      }
      return best
    }
  }

  private static func truths(_ call: Call) throws -> [Bool] {
    if let truth = call[0].asBool { return [truth] }
    let call = call
    let hasTest = call.arguments.count > 1 && call[1].asFunction != nil
    return try call.walked(0).mapUntilInterrupt { item in
      if hasTest { return try call.holds(1, item) }
      guard let truth = item.asBool else {
        throw call.problem(at: 0, ArgumentProblem.wrongItem(wanted: "true or false", found: item.summary))
      }
      return truth
    }
  }

  private static func top(_ call: Call) throws -> Value {
    let (values, count) = (try numbers(call), try call.integer(1))
    let isSmallest = call["smallest"].asBool == true
    var comparisons = Ordering.Comparisons { try Interrupt.check() }
    let order = try values.indices.sorted { a, b in
      try comparisons.count()
      return isSmallest ? values[a] < values[b] : values[a] > values[b]
    }
    let chosen = order.prefix(max(0, count))
    return Value(fields: [
      ("values", Value(chosen.map { .number(values[$0]) })), ("positions", Value(chosen.map { Value($0) })),
    ])
  }
}
