/// Float32 memory with one owner, aligned for vector loads, not cleared.
public final class FloatBuffer: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Float>
  public let count: Int

  public init(count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    base = memory.bindMemory(to: Float.self, capacity: max(16, count))
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// The memory as rows without gaps.
  public func rows(_ rows: Int, width: Int) -> Rows {
    precondition(rows * width <= count, "the rows lie in the buffer")
    return Rows(base, count: rows, width: width)
  }
}
