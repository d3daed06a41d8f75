import WeirText

/// The names of one function (or of a module's top-level code) while it is compiled.
///
/// A name lives in the function or loop in which it is first assigned; the blocks of `if` and `with` are no scopes of
/// their own. Outer locals that are read become captures.
final class FunctionScope {
  struct Local {
    let slot: Int
  }

  /// Where a name was found.
  enum Found {
    case local(slot: Int, isCertain: Bool)
    case global
  }

  /// What is known at a point of the program.
  struct Flow {
    /// Slots that have a value on every way here.
    var certain: Set<Int> = []
    /// Nothing after this point runs.
    var diverged = false
  }

  let parent: FunctionScope?
  /// Top-level code binds cells instead of slots, except inside loops.
  let isTopLevel: Bool
  /// The name of a local `def`, by which it may call itself.
  private let ownName: String?
  private(set) var ownSlot: Int?
  private var blocks: [[String: Local]] = [[:]]
  private(set) var slotCount = 0
  /// Outer locals that are read here: the node that reads each where the closure is made, and its slot here.
  private(set) var captures: [(read: Node, slot: Int)] = []
  private var captured: [String: Int] = [:]
  var flow = Flow()
  /// Slots that are read where they may be without a value.
  private(set) var uncertain: Set<Int> = []
  private var expired: [String: Int] = [:]
  var loopDepth = 0

  init(parent: FunctionScope?, ownName: String? = nil, isModule: Bool = false) {
    self.parent = parent
    self.ownName = ownName
    isTopLevel = isModule
  }

  var isInBlock: Bool { blocks.count > 1 }

  // MARK: - Slots

  func newSlot() -> Int {
    defer { slotCount += 1 }
    return slotCount
  }

  /// A new name in the innermost scope.
  func declare(_ name: String) -> Int {
    let slot = newSlot()
    blocks[blocks.count - 1][name] = Local(slot: slot)
    flow.certain.insert(slot)
    return slot
  }

  /// Gives a parameter its slot; parameters come first.
  func bindParameter(_ name: String, to slot: Int) {
    blocks[0][name] = Local(slot: slot)
    flow.certain.insert(slot)
  }

  /// The slot of a name that this function itself assigned.
  func ownLocal(_ name: String) -> Int? {
    for block in blocks.reversed() {
      if let local = block[name] { return local.slot }
    }
    return nil
  }

  /// Finds a name to read it; an outer local becomes a capture.
  func find(_ name: String, at span: Span) -> Found {
    if let slot = ownLocal(name) {
      let isCertain = flow.certain.contains(slot) || flow.diverged
      if !isCertain { uncertain.insert(slot) }
      return .local(slot: slot, isCertain: isCertain)
    }
    if let slot = captured[name] { return .local(slot: slot, isCertain: true) }
    if name == ownName { return .local(slot: slotForSelf(), isCertain: true) }
    guard let parent, case .local(let outer, let isCertain) = parent.find(name, at: span) else { return .global }
    let read: Node = isCertain ? LocalNode(outer, span) : UncertainLocalNode(outer, name: name, span)
    let slot = newSlot()
    captures.append((read, slot))
    captured[name] = slot
    return .local(slot: slot, isCertain: true)
  }

  private func slotForSelf() -> Int {
    if let ownSlot { return ownSlot }
    let slot = newSlot()
    ownSlot = slot
    return slot
  }

  // MARK: - Loops

  func openBlock() { blocks.append([:]) }

  /// Ends a loop's scope; gives the slots that must be marked at the beginning of each turn.
  func closeBlock(line: Int) -> [Int] {
    let block = blocks.removeLast()
    for name in block.keys { expired[name] = line }
    let slots = block.values.map(\.slot).filter(uncertain.contains)
    uncertain.subtract(slots)
    return slots.sorted()
  }

  /// The line of the loop in which a name lived before.
  func expiredLine(_ name: String) -> Int? { expired[name] ?? parent?.expiredLine(name) }
}
