import WeirText

/// A name that a program binds, and what the checker learned about it.
final class CheckedName {
  enum Kind {
    case variable
    case function(Signature)
    case parameter
    case loopVariable
    /// A name from `use`; its declaration, or the names of the module.
    case imported(DeclaredName?)
    case module([String: DeclaredName])
  }

  let name: String
  let span: Span
  var kind: Kind
  var isRead = false
  /// The outer name of the same spelling that a local hides.
  var hides: Span?

  init(_ name: String, _ kind: Kind, at span: Span) {
    self.name = name
    self.kind = kind
    self.span = span
  }
}

/// The names of a program, a function or a loop, as far as the walk has come.
///
/// The blocks of `if` and `with` are no scopes of their own.
final class CheckScope {
  enum Kind { case program, function, loop }

  let kind: Kind
  let parent: CheckScope?
  var names: [String: CheckedName] = [:]
  /// In the order of binding, for warnings.
  var ordered: [CheckedName] = []
  /// Names of loops that have ended.
  var expired: [String: Span] = [:]
  /// Outer names that this function has read so far.
  var outerReads: Set<String> = []

  init(_ kind: Kind, parent: CheckScope?) {
    self.kind = kind
    self.parent = parent
  }

  /// The function or program around this scope, itself included.
  var function: CheckScope {
    var scope = self
    while scope.kind == .loop, let parent = scope.parent { scope = parent }
    return scope
  }

  var isInLoop: Bool { kind == .loop }
  var isInFunction: Bool {
    var scope: CheckScope? = self
    while let current = scope {
      if current.kind == .function { return true }
      scope = current.parent
    }
    return false
  }

  func bind(_ name: CheckedName) {
    names[name.name] = name
    ordered.append(name)
  }

  /// The binding in this function's own scopes.
  func own(_ name: String) -> CheckedName? {
    var scope: CheckScope? = self
    while let current = scope {
      if let found = current.names[name] { return found }
      if current.kind != .loop { return nil }
      scope = current.parent
    }
    return nil
  }

  /// The binding in this function or those around it.
  func find(_ name: String) -> CheckedName? {
    var scope: CheckScope? = self
    while let current = scope {
      if let found = current.names[name] { return found }
      scope = current.parent
    }
    return nil
  }

  /// Where a name lived in a loop that has ended.
  func expiredPlace(_ name: String) -> Span? {
    var scope: CheckScope? = self
    while let current = scope {
      if let span = current.expired[name] { return span }
      scope = current.parent
    }
    return nil
  }

  /// Notes that a name outside of the functions between here and its binding was read.
  func noteRead(_ name: String) {
    var scope: CheckScope? = self
    while let current = scope, current.names[name] == nil {
      if current.kind == .function { current.outerReads.insert(name) }
      scope = current.parent
    }
  }
}
