#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Float32 memory with one owner, aligned for vector loads, not cleared.
///
/// From 4 MB on it asks the system for large pages: touching fresh memory page by page costs as much as filling it.
public final class FloatBuffer: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Float>
  public let count: Int

  private static let largePage = 2 << 20

  public init(count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    let isLarge = bytes >= 2 * FloatBuffer.largePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? FloatBuffer.largePage : 64)
    #if canImport(Glibc)
      if isLarge { madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    base = memory.bindMemory(to: Float.self, capacity: max(16, count))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// The memory as rows without gaps.
  public func rows(_ rows: Int, width: Int) -> Rows {
    precondition(rows * width <= count, "the rows lie in the buffer")
    return Rows(base, count: rows, width: width)
  }
}
