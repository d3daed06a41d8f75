import Synchronization

/// The memory that tensors hold, and how much they may hold.
///
/// Every tensor is counted. Operations whose result may be larger than their operands ask `reserve` first, so that a
/// mistaken broadcast is an error and not the end of the session.
public enum TensorMemory {
  private static let bytesHeld = Atomic<Int>(0)
  private static let byteLimit = Atomic<Int>(8 << 30)

  /// Bytes held by all tensors that are alive.
  public static var bytesInUse: Int { bytesHeld.load(ordering: .relaxed) }

  /// The most bytes that tensors may hold together; 8 GiB until it is set.
  public static var limit: Int {
    get { byteLimit.load(ordering: .relaxed) }
    set { byteLimit.store(max(0, newValue), ordering: .relaxed) }
  }

  static func add(_ bytes: Int) { bytesHeld.wrappingAdd(bytes, ordering: .relaxed) }

  static func subtract(_ bytes: Int) { bytesHeld.wrappingSubtract(bytes, ordering: .relaxed) }

  /// Checks that a tensor of these sizes can be made.
  /// - Throws: `TensorProblem.tooLarge`.
  public static func reserve(_ axes: [Axis]) throws {
    guard let count = elementCount(axes.map(\.size)) else {
      throw TensorProblem.tooLarge(axes, bytes: nil, limit: limit)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    let (total, tooMany) = bytes.addingReportingOverflow(bytesInUse)
    guard !overflow, !tooMany, total <= limit else {
      throw TensorProblem.tooLarge(axes, bytes: overflow ? nil : bytes, limit: limit)
    }
  }

  /// The product of sizes, or nil when it does not fit in an `Int` or a size is negative.
  static func elementCount(_ sizes: [Int]) -> Int? {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, size >= 0 else { return nil }
      count = product
    }
    return count
  }
}
