import WeirText

// `for x in xs` and comprehensions: what they walk over, and how a turn's names are bound.

/// The names that a turn binds.
struct LoopTarget {
  let slots: [Int]

  @inline(__always)
  func bind(_ value: Value, _ f: Frame, at span: @autoclosure () -> Span) throws {
    if slots.count == 1 {
      f.slot(slots[0]).pointee = value
    } else {
      try unpack(value, f, at: span())
    }
  }

  @inline(never)
  private func unpack(_ value: Value, _ f: Frame, at span: Span) throws {
    do {
      let parts = try Unpacking.parts(of: value, count: slots.count, budget: f.machine.budget)
      for (slot, part) in zip(slots, parts) { f.slot(slot).pointee = part }
    } catch { throw f.locate(error, at: span) }
  }
}

/// Taking a value apart into several names.
enum Unpacking {
  static func parts(of value: Value, count: Int, budget: Budget) throws -> [Value] {
    guard let items = try value.items(budget: budget) else {
      throw RuntimeFact.cannotUnpack(value.summary, names: count)
    }
    guard items.count == count else { throw RuntimeFact.unpackCount(items.count, names: count) }
    return items
  }
}

/// Walks over values, calling a body with each; the body answers false to stop.
enum Walking {
  static func walk(
    _ source: Node, _ target: LoopTarget, _ f: Frame, _ body: (Frame) throws -> Bool
  ) throws {
    if let range = source as? RangeNode {
      let ends = try range.ends(f)
      let box = RangeBox(lower: ends.lower, upper: ends.upper, isClosed: range.isClosed)
      return try walk(box, target, f, at: source.span, body)
    }
    let value = try source.value(f)
    switch value {
    case .range(let range): try walk(range, target, f, at: source.span, body)
    case .list(let box):
      for item in box.items {
        try f.checkInterrupt()
        try target.bind(item, f, at: source.span)
        guard try body(f) else { return }
      }
    case .record(let box):
      for (key, value) in zip(box.keys, box.values) {
        try f.checkInterrupt()
        try target.bind(target.slots.count == 2 ? Value([Value(key), value]) : Value(key), f, at: source.span)
        guard try body(f) else { return }
      }
    default: try walkOther(value, target, f, at: source.span, body)
    }
  }

  private static func walk(
    _ range: RangeBox, _ target: LoopTarget, _ f: Frame, at span: Span, _ body: (Frame) throws -> Bool
  ) throws {
    guard range.lower != nil, range.upper != nil else { throw f.fault(.openRange, at: span) }
    guard let integers = range.integers else { throw f.fault(.brokenRange(Value.range(range).literal), at: span) }
    guard target.slots.count == 1 else {
      if integers.isEmpty { return }
      throw f.fault(.cannotUnpack("the number \(integers.lowerBound)", names: target.slots.count), at: span)
    }
    let slot = f.slot(target.slots[0])
    var number = integers.lowerBound
    while number < integers.upperBound {
      try f.checkInterrupt()
      slot.pointee = .number(Double(number))
      guard try body(f) else { return }
      number += 1
    }
  }

  private static func walkOther(
    _ value: Value, _ target: LoopTarget, _ f: Frame, at span: Span, _ body: (Frame) throws -> Bool
  ) throws {
    let items: [Value]
    do {
      switch value {
      case .string(let box):
        try f.chargeItems(box.text.utf8.count, at: span)
        items = box.text.mapUntilInterrupt { Value(String($0)) }
      case .object(let object):
        guard let found = try object.items() else { throw refused(value) }
        items = found
      default: throw refused(value)
      }
    } catch { throw f.locate(error, at: span) }
    for item in items {
      try f.checkInterrupt()
      try target.bind(item, f, at: span)
      guard try body(f) else { return }
    }
  }

  private static func refused(_ value: Value) -> RuntimeFact {
    if case .number = value { return .notWalkable(value.summary, advice: "`0..<n` walks over the numbers below n") }
    return .notWalkable(value.summary, advice: nil)
  }
}

/// `for x in xs { ... }`.
final class ForNode: StatementNode {
  let target: LoopTarget
  let source: Node
  let body: Node
  /// Slots that begin each turn without a value.
  let fresh: [Int]
  /// Slots of the loop's own names, emptied when it ends so that what they hold dies.
  let own: Range<Int>

  init(_ target: LoopTarget, _ source: Node, _ body: Node, fresh: [Int], own: Range<Int>, _ span: Span) {
    self.target = target
    self.source = source
    self.body = body
    self.fresh = fresh
    self.own = own
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    if let range = source as? RangeNode, target.slots.count == 1 { return try count(range, f) }
    var result = Completion.normal
    try Walking.walk(source, target, f) { f in
      if !fresh.isEmpty { Unassigned.mark(fresh, f) }
      let completion = try Loop.turn(body, f)
      if completion == .returned { result = completion }
      return completion == .normal || completion == .continued
    }
    for slot in own { f.slot(slot).pointee = .none }
    return result
  }

  /// The frequent case: whole numbers from one end to the other.
  private func count(_ range: RangeNode, _ f: Frame) throws -> Completion {
    let ends = try range.ends(f)
    let box = RangeBox(lower: ends.lower, upper: ends.upper, isClosed: range.isClosed)
    guard let integers = box.integers else {
      throw f.fault(.brokenRange(Value.range(box).literal), at: source.span)
    }
    let slot = f.slot(target.slots[0])
    var result = Completion.normal
    var number = integers.lowerBound
    while number < integers.upperBound {
      try f.checkInterrupt()
      slot.pointee = .number(Double(number))
      if !fresh.isEmpty { Unassigned.mark(fresh, f) }
      let completion = try Loop.turn(body, f)
      if completion == .returned { result = completion }
      guard completion == .normal || completion == .continued else { break }
      number += 1
    }
    for slot in own { f.slot(slot).pointee = .none }
    return result
  }
}

/// `[e for x in xs if p]`.
final class ComprehensionNode: Node {
  enum Clause {
    case each(LoopTarget, Node)
    case filter(Node)
  }

  let element: Node
  let clauses: [Clause]

  init(_ element: Node, _ clauses: [Clause], _ span: Span) {
    self.element = element
    self.clauses = clauses
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    var result: [Value] = []
    do {
      if clauses.count == 1, case .each(let target, let source as RangeNode) = clauses[0], target.slots.count == 1 {
        try collect(over: source, slot: target.slots[0], &result, f)
      } else {
        try collect(0, &result, f)
      }
    } catch {
      Burial.bury(result)
      throw error
    }
    return Value(result)
  }

  /// The frequent case, an element for each number of a range: how many there will be is known.
  private func collect(over range: RangeNode, slot place: Int, _ result: inout [Value], _ f: Frame) throws {
    let ends = try range.ends(f)
    let box = RangeBox(lower: ends.lower, upper: ends.upper, isClosed: range.isClosed)
    guard let integers = box.integers else {
      throw f.fault(.brokenRange(Value.range(box).literal), at: range.span)
    }
    try f.chargeItems(integers.count, at: span)
    result.reserveCapacity(integers.count)
    let slot = f.slot(place)
    var number = integers.lowerBound
    while number < integers.upperBound {
      try f.checkInterrupt()
      slot.pointee = .number(Double(number))
      result.append(try element.value(f))
      number += 1
    }
  }

  @inline(__always)
  private func add(to result: inout [Value], _ f: Frame) throws {
    try f.charge(MemoryLayout<Value>.stride, "a list", at: span)
    result.append(try element.value(f))
  }

  private func collect(_ place: Int, _ result: inout [Value], _ f: Frame) throws {
    guard place < clauses.count else { return try add(to: &result, f) }
    switch clauses[place] {
    case .filter(let condition):
      if try condition.truth(f) { try collect(place + 1, &result, f) }
    case .each(let target, let source):
      let isInnermost = place == clauses.count - 1
      try Walking.walk(source, target, f) { f in
        if isInnermost {
          try add(to: &result, f)
        } else {
          try collect(place + 1, &result, f)
        }
        return true
      }
    }
  }
}
