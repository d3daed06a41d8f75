import WeirText

/// Where an assignment puts its value.
enum Place {
  case slot(Int)
  case cell(Cell)

  @inline(__always)
  func assign(_ value: Value, _ f: Frame) throws {
    try willChange(f)
    switch self {
    case .slot(let slot): f.slot(slot).pointee = value
    case .cell(let cell): cell.bind(value)
    }
  }

  /// Lets no top-level name take what was computed before an interrupt, which may be unfinished.
  ///
  /// Locals may: whoever reads them is stopped.
  @inline(__always)
  func willChange(_ f: Frame) throws {
    if case .cell = self { try f.checkInterrupt() }
  }

  /// The storage of a name that has a value already, for changes in place; nil where an assignment must go the long way.
  @inline(__always)
  func storage(_ f: Frame) -> Slot? {
    switch self {
    case .slot(let slot): f.slot(slot)
    case .cell(let cell): cell.isOwn ? cell.storage : nil
    }
  }
}

/// `x = e` for a local.
final class AssignLocalNode: StatementNode {
  let slot: Int
  let result: Node

  init(_ slot: Int, _ result: Node, _ span: Span) {
    self.slot = slot
    self.result = result
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    f.slot(slot).pointee = try result.value(f)
    return .normal
  }
}

/// `x = e` for a top-level name.
final class AssignGlobalNode: StatementNode {
  let cell: Cell
  let result: Node

  init(_ cell: Cell, _ result: Node, _ span: Span) {
    self.cell = cell
    self.result = result
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    try Place.cell(cell).assign(try result.value(f), f)
    return .normal
  }
}

/// `a, b = e`.
final class UnpackNode: StatementNode {
  let places: [Place]
  let result: Node

  init(_ places: [Place], _ result: Node, _ span: Span) {
    self.places = places
    self.result = result
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    let value = try result.value(f)
    do {
      let parts = try Unpacking.parts(of: value, count: places.count, budget: f.machine.budget)
      for (place, part) in zip(places, parts) { try place.assign(part, f) }
    } catch { throw f.locate(error, at: result.span) }
    return .normal
  }
}

/// `s = s + t`: text and lists grow in place, numbers are added where they lie.
final class AddToNode: StatementNode {
  let place: Place
  let addition: Node
  /// The whole expression, for everything else.
  let whole: Node

  init(_ place: Place, _ addition: Node, whole: Node, _ span: Span) {
    self.place = place
    self.addition = addition
    self.whole = whole
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard let storage = place.storage(f) else {
      try place.assign(try whole.value(f), f)
      return .normal
    }
    let value = try addition.value(f)
    try place.willChange(f)
    if try !storage.grow(by: value, f, at: span) { try replace(storage, value, f) }
    return .normal
  }

  /// The sum as a new value.
  @inline(never)
  func replace(_ storage: Slot, _ value: Value, _ f: Frame) throws {
    if case .object(let object) = storage.pointee, object is Unassigned {
      // Says that the name has no value.
      _ = try whole.value(f)
    }
    guard let sum = whole as? BinaryNode else { return }
    if case .number(let x) = storage.pointee, case .number(let y) = value {
      try place.assign(.number(x + y), f)
    } else {
      try place.assign(try sum.general(f, storage.pointee, value), f)
    }
  }
}

/// `s = s + t` for a local: numbers without a detour, everything else as above.
final class AddToLocalNode: StatementNode {
  private let slot: Int
  private let addition: Node
  private let other: AddToNode

  init(_ slot: Int, _ addition: Node, whole: Node, _ span: Span) {
    self.slot = slot
    self.addition = addition
    other = AddToNode(.slot(slot), addition, whole: whole, span)
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    let storage = f.slot(slot)
    let value = try addition.value(f)
    if case .number(let x) = storage.pointee, case .number(let y) = value {
      storage.initialize(to: .number(x + y))
    } else if try !storage.grow(by: value, f, at: span) {
      try other.replace(storage, value, f)
    }
    return .normal
  }
}

/// `s = s + "x"` for a local.
final class AddTextToLocalNode: StatementNode {
  private let slot: Int
  private let text: String
  private let other: AddToLocalNode

  init(_ slot: Int, _ text: String, _ addition: Node, whole: Node, _ span: Span) {
    self.slot = slot
    self.text = text
    other = AddToLocalNode(slot, addition, whole: whole, span)
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard f.slot(slot).append(text) else { return try other.run(f) }
    try f.charge(text.utf8.count, "a string", at: span)
    return .normal
  }
}

/// `s = s + a + b`: as `s = s + a`, with all additions computed before anything changes.
final class AddSeveralNode: StatementNode {
  let place: Place
  let additions: [Node]
  let whole: Node

  init(_ place: Place, _ additions: [Node], whole: Node, _ span: Span) {
    self.place = place
    self.additions = additions
    self.whole = whole
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard let storage = place.storage(f), case .string = storage.pointee else {
      try place.assign(try whole.value(f), f)
      return .normal
    }
    let values = try additions.map { try $0.value(f) }
    try place.willChange(f)
    let texts = values.compactMap(\.asString)
    guard texts.count == values.count else {
      try place.assign(try sum(storage.pointee, values, f), f)
      return .normal
    }
    let tail = texts.joined()
    try f.charge(tail.utf8.count, "a string", at: span)
    if let sole = storage.soleString {
      sole._withUnsafeGuaranteedRef { $0.text.append(tail) }
    } else if case .string(let shared) = storage.pointee {
      storage.pointee = Value(shared.text + tail)
    }
    return .normal
  }

  private func sum(_ first: Value, _ values: [Value], _ f: Frame) throws -> Value {
    do {
      return try values.reduce(first) { try Arithmetic.apply(.add, $0, $1, budget: f.machine.budget) }
    } catch { throw f.locate(error, at: whole.span) }
  }
}

/// `xs = [...xs, x]`.
final class AppendOneNode: StatementNode {
  let place: Place
  let item: Node
  let whole: Node

  init(_ place: Place, _ item: Node, whole: Node, _ span: Span) {
    self.place = place
    self.item = item
    self.whole = whole
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard let storage = place.storage(f), case .list = storage.pointee else {
      try place.assign(try whole.value(f), f)
      return .normal
    }
    let value = try item.value(f)
    try place.willChange(f)
    try f.charge(MemoryLayout<Value>.stride, "a list", at: span)
    if storage.append(value) { return .normal }
    if case .list(let shared) = storage.pointee {
      try f.chargeItems(shared.items.count, at: span)
      storage.pointee = Value(shared.items + [value])
    }
    return .normal
  }
}

/// `xs = [...xs, a, b]`.
final class AppendNode: StatementNode {
  let place: Place
  let items: [ListNode.Item]
  let whole: Node

  init(_ place: Place, _ items: [ListNode.Item], whole: Node, _ span: Span) {
    self.place = place
    self.items = items
    self.whole = whole
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard let storage = place.storage(f), storage.soleList != nil else {
      try place.assign(try whole.value(f), f)
      return .normal
    }
    if items.count == 1, case .value(let node) = items[0] {
      try append([], try node.value(f), to: storage, f)
      return .normal
    }
    var values: [Value] = []
    for item in items {
      switch item {
      case .value(let node): values.append(try node.value(f))
      case .spread(let node): values += try ListNode.spread(node, f)
      }
    }
    guard let last = values.popLast() else { return .normal }
    try append(values, last, to: storage, f)
    return .normal
  }

  private func append(_ values: [Value], _ last: Value, to storage: Slot, _ f: Frame) throws {
    try place.willChange(f)
    try f.charge((values.count + 1) * MemoryLayout<Value>.stride, "a list", at: span)
    if let sole = storage.soleList {
      sole._withUnsafeGuaranteedRef { box in
        if !values.isEmpty { box.items.append(contentsOf: values) }
        box.items.append(last)
      }
    } else if case .list(let shared) = storage.pointee {
      // An item shares the list itself: `xs = [...xs, xs]`.
      storage.pointee = Value(shared.items + values + [last])
    }
  }
}

/// `r = {...r, k: v}`.
final class ExtendNode: StatementNode {
  let place: Place
  let items: [RecordNode.Item]
  let whole: Node

  init(_ place: Place, _ items: [RecordNode.Item], whole: Node, _ span: Span) {
    self.place = place
    self.items = items
    self.whole = whole
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    guard let storage = place.storage(f), storage.soleRecord != nil else {
      try place.assign(try whole.value(f), f)
      return .normal
    }
    // New fields are computed before the record changes: they may read it.
    let additions = RecordBox()
    for item in items { try RecordNode.add(item, to: additions, f) }
    try place.willChange(f)
    try f.chargeItems(additions.count * 2, at: span)
    if let sole = storage.soleRecord {
      sole._withUnsafeGuaranteedRef { box in
        for (key, value) in zip(additions.keys, additions.values) { box.set(key, value) }
      }
    } else if case .record(let shared) = storage.pointee {
      let copy = shared.copy()
      for (key, value) in zip(additions.keys, additions.values) { copy.set(key, value) }
      storage.pointee = .record(copy)
    }
    return .normal
  }
}

/// `x[i] = v`, `r.f[i] = v`.
final class AssignPartNode: StatementNode {
  enum Step {
    case index([IndexNode.Item])
    case member(String)
  }

  let place: Place
  /// Reads an outer name of which the place is to become a changed copy; nil when the place holds the value already.
  let root: Node?
  let steps: [Step]
  let result: Node
  let target: Span

  init(_ place: Place, root: Node?, _ steps: [Step], _ result: Node, target: Span, _ span: Span) {
    self.place = place
    self.root = root
    self.steps = steps
    self.result = result
    self.target = target
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    let value = try result.value(f)
    let path: [PlaceStep] = try steps.map { step in
      switch step {
      case .index(let items): .index(try IndexNode.indices(items, f))
      case .member(let name): .member(name)
      }
    }
    try place.willChange(f)
    do {
      if root == nil, let storage = place.storage(f) {
        try Replacing.replace(storage, path[...], with: value, budget: f.machine.budget)
      } else {
        var copy = try root?.value(f) ?? .none
        try withUnsafeMutablePointer(to: &copy) {
          try Replacing.replace($0, path[...], with: value, budget: f.machine.budget)
        }
        try place.assign(copy, f)
      }
    } catch { throw f.locate(error, at: target) }
    return .normal
  }
}
