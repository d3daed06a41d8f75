import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The last huge stretch of memory that was given up, for the next one of its size.
///
/// The system clears what it lends, which for the logits of 512 tokens takes a tenth of the pass that computes them. The
/// spare never makes a process larger than it has been: it goes back before memory in use and the spare together would
/// be more than was ever in use, and when an entry of the shell has ended.
public final class SpareMemory: Sendable {
  /// The spare of this process.
  public static let shared = SpareMemory()

  private struct State {
    var base: UInt?
    var bytes = 0
    /// Bytes in use, and the most there have been.
    var (inUse, most) = (0, 0)

    /// What is no longer kept.
    mutating func drop() -> UInt? {
      defer { base = nil }
      return base
    }
  }

  /// The sizes worth keeping, in bytes.
  private static let sizes = (32 << 20)...(256 << 20)

  private let state = Mutex(State())

  /// Counts a stretch that will be used, and returns the spare one where it has this size.
  func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let (found, dropped, droppedBytes) = state.withLock { state in
      state.inUse += bytes
      let fits = state.base != nil && state.bytes == bytes
      let found = fits ? state.drop() : nil
      let dropped = state.base != nil && state.inUse + state.bytes > state.most ? state.drop() : nil
      state.most = max(state.most, state.inUse)
      return (found, dropped, state.bytes)
    }
    Self.unmap(dropped, droppedBytes)
    return found.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
  }

  /// Takes back a stretch that is no longer used: as the spare one, or for the system.
  func giveUp(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let (dropped, droppedBytes) = state.withLock { state in
      state.inUse -= bytes
      guard Self.sizes.contains(bytes) else { return (UInt?(UInt(bitPattern: memory)), bytes) }
      let dropped = (state.drop(), state.bytes)
      (state.base, state.bytes) = (UInt(bitPattern: memory), bytes)
      return dropped
    }
    Self.unmap(dropped, droppedBytes)
  }

  /// Counts a stretch no longer that the system refused.
  func refused(_ bytes: Int) { state.withLock { $0.inUse -= bytes } }

  /// Gives the spare stretch back to the system.
  public func release() {
    let (dropped, bytes) = state.withLock { state in (state.drop(), state.bytes) }
    Self.unmap(dropped, bytes)
  }

  /// The bytes that are kept.
  var bytesKept: Int { state.withLock { $0.base == nil ? 0 : $0.bytes } }

  private static func unmap(_ base: UInt?, _ bytes: Int) {
    if let base, let memory = UnsafeMutableRawPointer(bitPattern: base) { munmap(memory, bytes) }
  }
}
