import WeirText

/// A piece of a program, ready to run: names are slots, constants are values.
///
/// Each subclass implements the entry that suits it; the others follow from it. Expressions give a value, conditions a
/// truth without boxing it, statements say how they ended.
class Node {
  final let span: Span

  init(_ span: Span) { self.span = span }

  func value(_ f: Frame) throws -> Value { .none }

  func truth(_ f: Frame) throws -> Bool {
    let value = try self.value(f)
    if case .bool(let truth) = value { return truth }
    throw f.fault(Condition.refused(value, span), at: span)
  }

  func run(_ f: Frame) throws -> Completion {
    _ = try value(f)
    return .normal
  }
}

/// A node whose own entry is `run`; inside an expression, leaving it is a signal.
class StatementNode: Node {
  override func value(_ f: Frame) throws -> Value {
    let completion = try run(f)
    if completion != .normal { throw ControlSignal(completion: completion) }
    return .none
  }
}

/// What is wrong with a condition, and what to write.
enum Condition {
  static func refused(_ value: Value, _ span: Span) -> RuntimeFact {
    .notATruth(value.summary, advice: advice(value, span.text))
  }

  private static func advice(_ value: Value, _ text: String) -> String? {
    let isShort = text.utf8.count <= 40 && !text.contains("\n")
    let name = isShort ? text : "x"
    switch value {
    case .number: return "write `\(name) != 0`"
    case .string: return "write `\(name) != \"\"`"
    case .list, .record, .range: return "write `len(\(name)) > 0`"
    case .none: return "write `\(name) != none`"
    case .object(let object): return object.truthAdvice
    default: return nil
    }
  }
}

/// The children of a node in order, reached without reference counting.
final class NodeList {
  private let nodes: UnsafeMutableBufferPointer<Unmanaged<Node>>
  private let owner: [Node]
  let count: Int

  init(_ nodes: [Node]) {
    owner = nodes
    count = nodes.count
    self.nodes = .allocate(capacity: nodes.count)
    _ = self.nodes.initialize(from: nodes.map { Unmanaged.passUnretained($0) })
  }

  deinit { nodes.deallocate() }

  @inline(__always)
  func run(_ place: Int, _ f: Frame) throws -> Completion {
    try nodes[place]._withUnsafeGuaranteedRef { try $0.run(f) }
  }
}
