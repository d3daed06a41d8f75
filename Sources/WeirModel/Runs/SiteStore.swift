import Synchronization

/// The sites that were read last, up to a number of bytes, and those that a pass has kept for reading next.
final class SiteStore: Sendable {
  struct Key: Hashable {
    let name: SiteName
    let layer: Int?
    let parts: Range<Int>?
  }

  private struct Entry {
    let key: Key
    let values: SiteValues
    /// Whether nobody has read it yet.
    var isAhead: Bool

    var byteCount: Int { values.layout.byteCount }
  }

  private struct State {
    /// The one used last stands last.
    var entries: [Entry] = []
    var bytes = 0
    /// The site that a pass was made for last.
    var last: Key?

    /// Lets go of entries until there is room: those that were used longest ago first, and of the layer that is being
    /// read only what was read.
    mutating func makeRoom(_ byteCount: Int, limit: Int, layer: Int?) {
      while bytes > limit - byteCount,
        let index = entries.firstIndex(where: { !$0.isAhead || $0.key.layer != layer })
      {
        bytes -= entries.remove(at: index).byteCount
      }
    }
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// The bytes of what is stored.
  var byteCount: Int { state.withLock { $0.bytes } }

  /// What is stored under a key.
  subscript(key: Key) -> SiteValues? {
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.key == key }) else { return nil }
      var entry = state.entries.remove(at: index)
      entry.isAhead = false
      state.entries.append(entry)
      return entry.values
    }
  }

  /// Whether something is stored under a key.
  func holds(_ key: Key) -> Bool { state.withLock { state in state.entries.contains { $0.key == key } } }

  /// Whether something of this size is stored at all.
  func takes(_ byteCount: Int) -> Bool { byteCount <= limit / 2 }

  /// Lets go of everything.
  func removeAll() {
    state.withLock { state in (state.entries, state.bytes) = ([], 0) }
  }

  /// Lets go of what was used longest ago, before so many bytes of a layer are made.
  func makeRoom(_ byteCount: Int, layer: Int?) {
    state.withLock { $0.makeRoom(byteCount, limit: limit, layer: layer) }
  }

  /// Notes the site that a pass is made for, and gives the one before.
  func exchangeLast(_ key: Key) -> Key? {
    state.withLock { state in
      defer { state.last = key }
      return state.last
    }
  }

  /// Whether the last pass was made for this site, or for parts of it.
  func wasLast(_ name: SiteName, layer: Int?) -> Bool {
    state.withLock { $0.last?.name == name && $0.last?.layer == layer }
  }

  /// Stores values, unless there is no room beside those of the same layer that wait to be read.
  func insert(_ values: SiteValues, _ key: Key, isAhead: Bool = false) {
    let size = values.layout.byteCount
    guard takes(size) else { return }
    state.withLock { state in
      state.makeRoom(size, limit: limit, layer: key.layer)
      guard state.bytes <= limit - size else { return }
      state.entries.append(Entry(key: key, values: values, isAhead: isAhead))
      state.bytes += size
    }
  }
}
