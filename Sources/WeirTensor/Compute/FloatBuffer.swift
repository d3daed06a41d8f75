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

  /// Whose memory it is a part of; nil when it is its own.
  private let owner: FloatBuffer?

  private static let largePage = 2 << 20
  /// From this number of bytes on, large pages are asked for.
  static let largeBytes = 2 * largePage

  public init(count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    let isLarge = bytes >= FloatBuffer.largeBytes
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? FloatBuffer.largePage : 64)
    #if canImport(Glibc)
      if isLarge { madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    base = memory.bindMemory(to: Float.self, capacity: max(16, count))
    owner = nil
  }

  private init(_ owner: FloatBuffer, at offset: Int, count: Int) {
    precondition(offset + count <= owner.count, "the part lies in the buffer")
    base = owner.base + offset
    self.count = count
    self.owner = owner
  }

  deinit { if owner == nil { UnsafeMutableRawPointer(base).deallocate() } }

  /// Several buffers of the same size in one stretch of memory.
  public static func several(_ number: Int, count: Int) -> [FloatBuffer] {
    let all = FloatBuffer(count: number * count)
    return (0..<number).map { FloatBuffer(all, at: $0 * count, count: count) }
  }

  /// The memory as rows without gaps.
  public func rows(_ rows: Int, width: Int) -> Rows {
    precondition(rows * width <= count, "the rows lie in the buffer")
    return Rows(base, count: rows, width: width)
  }
}
