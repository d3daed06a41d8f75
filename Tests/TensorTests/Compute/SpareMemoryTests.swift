import Testing

@testable import WeirTensor

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct SpareMemoryTests {
  static let huge = 40 << 20

  /// Has a stretch of this size used and given up.
  static func use(_ bytes: Int, _ spare: SpareMemory) {
    #expect(spare.take(bytes) == nil)
    if let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0), memory != MAP_FAILED {
      spare.giveUp(memory, bytes)
    }
  }

  @Test("the next stretch of the same size is the one given up, and it is lent once")
  func isUsedAgain() {
    let spare = SpareMemory()
    Self.use(Self.huge, spare)
    #expect(spare.bytesKept == Self.huge)
    let again = spare.take(Self.huge)
    #expect(again != nil && spare.bytesKept == 0)
    #expect(spare.take(Self.huge) == nil)
    if let again { spare.giveUp(again, Self.huge) }
    spare.release()
    #expect(spare.bytesKept == 0)
  }

  @Test("a process does not become larger for what is kept")
  func goesBackBeforeItCounts() {
    let spare = SpareMemory()
    Self.use(2 * Self.huge, spare)
    Self.use(Self.huge, spare)
    #expect(spare.take(Self.huge / 2) == nil && spare.bytesKept == Self.huge)
    #expect(spare.take(Self.huge / 2 + 4_096) == nil && spare.bytesKept == 0)
  }

  @Test("small stretches and enormous ones are not kept", arguments: [4 << 20, 512 << 20])
  func keepsUsefulSizes(bytes: Int) {
    let spare = SpareMemory()
    Self.use(bytes, spare)
    #expect(spare.bytesKept == 0)
  }
}
