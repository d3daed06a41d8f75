import CKernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Float32 memory with one owner, aligned for vector loads, not cleared.
///
/// From 1 MB on it comes from the system and goes back to it at once, so that what is not in use is not held, but for one
/// `SpareMemory`; from 4 MB on in large pages, because touching fresh memory page by page costs as much as filling it.
public final class FloatBuffer: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Float>
  public let count: Int

  /// Whose memory it is a part of; nil when it is its own.
  private let owner: FloatBuffer?

  /// The bytes that are the system's; 0 where the allocator gave them.
  private let mappedBytes: Int

  private static let largePage = 2 << 20
  /// From this number of bytes on, large pages are asked for.
  static let largeBytes = 2 * largePage
  private static let leastMapped = 1 << 20
  /// From this number of bytes on, what the C library's heap has free goes back to the system first.
  ///
  /// Small things that have ended may leave tens of megabytes. Giving them back and having them again costs 1 to 5 ms, a
  /// fraction of what computes so large a buffer.
  private static let hugeBytes = 32 << 20

  public init(count: Int) {
    self.count = count
    owner = nil
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    let mapped = bytes >= FloatBuffer.leastMapped ? FloatBuffer.map(bytes) : nil
    mappedBytes = mapped == nil ? 0 : FloatBuffer.wholePages(bytes)
    let memory = mapped ?? .allocate(byteCount: bytes, alignment: 64)
    base = memory.bindMemory(to: Float.self, capacity: max(16, count))
  }

  /// Memory of the system, aligned to large pages where it is large; nil when there is none.
  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let size = wholePages(bytes)
    if bytes >= hugeBytes { weir_return_free_heap(hugeBytes / 4) }
    if let spare = SpareMemory.shared.take(size) { return spare }
    let isLarge = bytes >= largeBytes
    let reserved = isLarge ? size + largePage : size
    let memory = mmap(nil, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      SpareMemory.shared.refused(size)
      return nil
    }
    guard isLarge else { return memory }
    let skipped = (largePage - Int(bitPattern: memory) % largePage) % largePage
    if skipped > 0 { munmap(memory, skipped) }
    if largePage > skipped { munmap(memory + skipped + size, largePage - skipped) }
    #if canImport(Glibc)
      madvise(memory + skipped, size, MADV_HUGEPAGE)
    #endif
    return memory + skipped
  }

  private static func wholePages(_ bytes: Int) -> Int {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    return (bytes + page - 1) / page * page
  }

  private init(_ owner: FloatBuffer, at offset: Int, count: Int) {
    precondition(offset + count <= owner.count, "the part lies in the buffer")
    base = owner.base + offset
    self.count = count
    self.owner = owner
    mappedBytes = 0
  }

  deinit {
    if mappedBytes > 0 {
      SpareMemory.shared.giveUp(base, mappedBytes)
    } else if owner == nil {
      UnsafeMutableRawPointer(base).deallocate()
    }
  }

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
