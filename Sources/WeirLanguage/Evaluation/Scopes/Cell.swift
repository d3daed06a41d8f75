import WeirText

/// A top-level name's place: readers look here each time, so a redefinition is seen by all of them.
final class Cell {
  let name: String
  /// The value; `none` while nothing is bound.
  let storage: UnsafeMutablePointer<Value>
  private(set) var isBound = false
  /// Bound by the program itself and not taken over from the library.
  private(set) var isOwn = false
  /// The function bound here, for calls; rebinding keeps the old one alive until the statement ends.
  private(set) var closure: Unmanaged<Closure>?
  private(set) var native: Unmanaged<Native>?
  unowned let scope: ModuleScope

  init(_ name: String, in scope: ModuleScope) {
    self.name = name
    self.scope = scope
    storage = .allocate(capacity: 1)
    storage.initialize(to: .none)
  }

  deinit {
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  /// Binds a value of the program.
  func bind(_ value: Value) {
    if !isOwn { scope.willBind(self) }
    set(value, isOwn: true)
  }

  /// Takes over what the library has under this name.
  func inherit(_ value: Value) { set(value, isOwn: false) }

  private func set(_ value: Value, isOwn: Bool) {
    retire()
    storage.pointee = value
    isBound = true
    self.isOwn = isOwn
    closure = nil
    native = nil
    if case .function(let function) = value {
      closure = (function as? Closure).map { .passUnretained($0) }
      native = (function as? Native).map { .passUnretained($0) }
    }
  }

  func forget() {
    retire()
    storage.pointee = .none
    closure = nil
    native = nil
    isBound = false
    isOwn = false
  }

  /// Keeps the function alive that is being rebound: calls of it may be under way.
  private func retire() {
    guard scope.machine.state.pointee.depth > 0, case .function(let old) = storage.pointee else { return }
    scope.machine.retired.append(old)
  }

  /// The library's value for a name that the program has not bound; nil when it has none.
  func resolve() throws -> Value? {
    if isBound { return storage.pointee }
    guard let value = try scope.inherited(name) else { return nil }
    if !isBound { inherit(value) }
    return storage.pointee
  }

  func missing(in module: String) -> RuntimeFact {
    .notInModule(name, module: module, nearest: Suggestion.best(for: name, among: scope.visibleNames))
  }

  func unknown(blockLine: Int?) -> RuntimeFact {
    .unknownName(name, nearest: Suggestion.best(for: name, among: scope.visibleNames), blockLine: blockLine)
  }
}
