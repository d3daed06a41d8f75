import Synchronization

/// The sites that were read last, up to a number of bytes.
final class SiteStore: Sendable {
  struct Key: Hashable {
    let name: SiteName
    let layer: Int?
    let parts: Range<Int>?
  }

  private struct State {
    /// The one used last stands last.
    var entries: [(key: Key, values: SiteValues)] = []
    var bytes = 0
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
      let entry = state.entries.remove(at: index)
      state.entries.append(entry)
      return entry.values
    }
  }

  /// Whether something of this size is stored at all.
  func takes(_ byteCount: Int) -> Bool { byteCount <= limit / 2 }

  /// Lets go of everything.
  func removeAll() { state.withLock { $0 = State() } }

  /// Stores values, and lets go of the ones that were used longest ago.
  func insert(_ values: SiteValues, _ key: Key) {
    let size = values.memory.count * MemoryLayout<Float>.stride
    guard takes(size) else { return }
    state.withLock { state in
      state.entries.append((key, values))
      state.bytes += size
      while state.bytes > limit {
        state.bytes -= state.entries.removeFirst().values.memory.count * MemoryLayout<Float>.stride
      }
    }
  }
}
