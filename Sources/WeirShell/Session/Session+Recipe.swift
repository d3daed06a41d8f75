// Where values come from: every entry remembers what it bound and read, so that a value's script can be written and a
// value can be told to be out of date.

extension Session {
  /// The entries that rebuild a name's value, oldest first; empty when no entry bound it.
  func recipe(for name: String) -> [SessionEntry] {
    let succeeded = entries.filter { $0.outcome == .succeeded }
    guard succeeded.contains(where: { binds($0, name) }) else { return [] }
    var needed: Set<String> = [name]
    var steps: [SessionEntry] = []
    var isModelNamed = false
    for entry in succeeded.reversed() {
      let bound = needed.filter { binds(entry, $0) }
      // The model that was current then is part of what was computed.
      let loads = entry.loadsModel && !isModelNamed && !steps.isEmpty
      guard !bound.isEmpty || loads else { continue }
      isModelNamed = isModelNamed || entry.loadsModel
      steps.append(entry)
      needed.subtract(entry.defined)
      needed.subtract(["_\(entry.number)"])
      needed.formUnion(reads(of: entry))
    }
    return steps.reversed()
  }

  private func binds(_ entry: SessionEntry, _ name: String) -> Bool {
    entry.assigned.contains(name) || (entry.hasEchoed && name == "_\(entry.number)")
  }

  /// What an entry reads; `_` is the entry that it meant.
  private func reads(of entry: SessionEntry) -> Set<String> {
    var names = entry.read
    if names.remove("_") != nil, let number = entry.previousEcho { names.insert("_\(number)") }
    return names
  }

  /// The name that changed after a name's value was computed from it; nil when the value is up to date.
  func change(since name: String) -> String? {
    var visited: Set<String> = []
    return change(since: name, &visited)
  }

  private func change(since name: String, _ visited: inout Set<String>) -> String? {
    guard visited.insert(name).inserted else { return nil }
    let succeeded = entries.filter { $0.outcome == .succeeded }
    guard let made = succeeded.last(where: { binds($0, name) }) else { return nil }
    // A function is looked up when it is called: what it reads is always the newest.
    if interpreter.value(of: name)?.asFunction != nil { return nil }
    for source in reads(of: made).subtracting(made.assigned).sorted() {
      if let change = succeeded.last(where: { binds($0, source) }), change.number > made.number { return source }
      if let earlier = change(since: source, &visited) { return earlier }
    }
    return nil
  }
}
