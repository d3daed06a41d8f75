// Where values come from: every entry remembers what it bound and read, so that a value's script can be written and a
// value can be told to be out of date.

extension Session {
  /// The entries that rebuild a name's value, oldest first; empty when no entry bound it.
  func recipe(for name: String) -> [SessionEntry] {
    let name = name == "_" ? lastEcho.map { "_\($0)" } ?? name : name
    let succeeded = entries.filter { $0.outcome == .succeeded }
    guard succeeded.contains(where: { binds($0, name) }) else { return [] }
    var needed = names(behind: [name], among: succeeded[...])
    var steps: [SessionEntry] = []
    var isModelNamed = false
    for (place, entry) in succeeded.enumerated().reversed() {
      let bound = needed.filter { binds(entry, $0) }
      // The model that was current then is part of what was computed.
      let loads = entry.loadsModel && !isModelNamed && !steps.isEmpty
      guard !bound.isEmpty || loads else { continue }
      isModelNamed = isModelNamed || entry.loadsModel
      steps.append(entry)
      needed.subtract(entry.defined)
      needed.subtract(["_\(entry.number)"])
      needed.formUnion(names(behind: reads(of: entry), among: succeeded[..<place]))
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

  /// Some names, and those that functions among them read when they are called behind some entries.
  private func names(behind names: Set<String>, among entries: ArraySlice<SessionEntry>) -> Set<String> {
    var found = names
    var rest = Array(names)
    while let name = rest.popLast() {
      guard let inner = entries.last(where: { binds($0, name) })?.functions[name] else { continue }
      rest += inner.filter { found.insert($0).inserted }
    }
    return found
  }

  /// The name that changed after a name's value was computed from it; nil when the value is up to date.
  func change(since name: String) -> String? {
    var visited: Set<String> = []
    return change(since: name, among: entries.filter { $0.outcome == .succeeded }, &visited)
  }

  private func change(
    since name: String, among succeeded: [SessionEntry], _ visited: inout Set<String>
  ) -> String? {
    guard visited.insert(name).inserted, let place = succeeded.lastIndex(where: { binds($0, name) }) else { return nil }
    // A function is looked up when it is called: what it reads is always the newest.
    if interpreter.value(of: name)?.asFunction != nil { return nil }
    let made = succeeded[place]
    let sources = names(behind: reads(of: made), among: succeeded[..<place])
    for source in sources.subtracting(made.assigned).sorted() {
      if succeeded[(place + 1)...].contains(where: { binds($0, source) }) { return source }
      if let earlier = change(since: source, among: succeeded, &visited) { return earlier }
    }
    return nil
  }
}
