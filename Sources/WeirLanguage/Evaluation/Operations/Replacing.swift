import WeirText

/// A step into a value on the left of `=`: `[i]` or `.name`.
enum PlaceStep {
  case index([Index])
  case member(String)
}

// `x[i] = v` and `r.f[i] = v`: the part is replaced where it lies when the slot is the only owner of all boxes on the
// way, and copies are made of the others.

enum Replacing {
  static func replace(_ slot: Slot, _ path: ArraySlice<PlaceStep>, with value: Value, budget: Budget) throws {
    guard let step = path.first else {
      slot.pointee = value
      return
    }
    let rest = path.dropFirst()
    switch kind(of: slot) {
    case .list: try replaceItem(slot, step, rest, value, budget)
    case .record: try replaceField(slot, step, rest, value, budget)
    case .object: try replacePart(slot, step, rest, value, budget)
    case .other: throw RuntimeFact.notReplaceable(slot.pointee.summary)
    }
  }

  private enum Kind { case list, record, object, other }

  /// What a slot holds.
  ///
  /// Never inlined: a switch over the value itself keeps a second reference to its box until the branch ends, and the
  /// slot would not be the only owner.
  @inline(never)
  private static func kind(of slot: Slot) -> Kind {
    switch slot.pointee {
    case .list: .list
    case .record: .record
    case .object: .object
    default: .other
    }
  }

  /// The one index between the brackets; never inlined, for the reason given at `kind`.
  @inline(never)
  private static func single(_ indices: [Index], of slot: Slot) throws -> Value {
    try Indexing.single(indices, of: slot.pointee)
  }

  private static func replaceItem(
    _ slot: Slot, _ step: PlaceStep, _ rest: ArraySlice<PlaceStep>, _ value: Value, _ budget: Budget
  ) throws {
    guard case .index(let indices) = step else { throw RuntimeFact.notReplaceable(slot.pointee.summary) }
    let index = try single(indices, of: slot)
    guard let whole = index.asInteger else { throw RuntimeFact.wrongIndex(index.summary, of: "a list") }
    let box = try ownedList(slot, budget)
    try box._withUnsafeGuaranteedRef { box in
      let place = try Indexing.place(whole, box.items.count, "a list")
      try box.items.withUnsafeMutableBufferPointer { items in
        guard let base = items.baseAddress else { return }
        try replace(base + place, rest, with: value, budget: budget)
      }
    }
  }

  private static func replaceField(
    _ slot: Slot, _ step: PlaceStep, _ rest: ArraySlice<PlaceStep>, _ value: Value, _ budget: Budget
  ) throws {
    let key: String
    switch step {
    case .member(let name): key = name
    case .index(let indices):
      let index = try single(indices, of: slot)
      guard case .string(let name) = index else { throw RuntimeFact.wrongIndex(index.summary, of: "a record") }
      key = name.text
    }
    let box = try ownedRecord(slot)
    try box._withUnsafeGuaranteedRef { box in
      if rest.isEmpty {
        box.set(key, value)
        return
      }
      guard let place = box.place(of: key) else { throw RuntimeFact.unknownField(key, known: box.keys) }
      try box.values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        try replace(base + place, rest, with: value, budget: budget)
      }
    }
  }

  private static func replacePart(
    _ slot: Slot, _ step: PlaceStep, _ rest: ArraySlice<PlaceStep>, _ value: Value, _ budget: Budget
  ) throws {
    if rest.isEmpty {
      if case .index(let indices) = step, let sole = slot.soleObject {
        if try sole._withUnsafeGuaranteedRef({ try $0.replaceInPlace(indices, with: value) }) { return }
      }
      slot.pointee = try copy(of: slot.pointee, step, with: value)
      return
    }
    var part =
      switch step {
      case .index(let indices): try Indexing.item(of: slot.pointee, indices, budget: budget)
      case .member(let name): try Indexing.member(of: slot.pointee, name)
      }
    try withUnsafeMutablePointer(to: &part) { try replace($0, rest, with: value, budget: budget) }
    slot.pointee = try copy(of: slot.pointee, step, with: part)
  }

  private static func copy(of value: Value, _ step: PlaceStep, with part: Value) throws -> Value {
    guard case .object(let object) = value else { return value }
    return switch step {
    case .index(let indices): try object.replacing(indices, with: part)
    case .member(let name): try object.replacing(member: name, with: part)
    }
  }

  private static func ownedList(_ slot: Slot, _ budget: Budget) throws -> Unmanaged<ListBox> {
    if let sole = slot.soleList { return sole }
    guard case .list(let shared) = slot.pointee else { throw RuntimeFact.notReplaceable(slot.pointee.summary) }
    try budget.ask(count: shared.items.count, of: MemoryLayout<Value>.stride, for: "a list of \(shared.items.count)")
    let copy = ListBox(shared.items)
    slot.pointee = .list(copy)
    return .passUnretained(copy)
  }

  private static func ownedRecord(_ slot: Slot) throws -> Unmanaged<RecordBox> {
    if let sole = slot.soleRecord { return sole }
    guard case .record(let shared) = slot.pointee else { throw RuntimeFact.notReplaceable(slot.pointee.summary) }
    let copy = shared.copy()
    slot.pointee = .record(copy)
    return .passUnretained(copy)
  }
}
