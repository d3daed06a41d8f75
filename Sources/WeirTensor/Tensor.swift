/// Float32 numbers on named axes, row-major: the last axis is the fastest.
///
/// A *missing* value (a masked score, a position beyond the end of a shorter prompt) is the quiet NaN `Tensor.missing`,
/// told from a computed NaN by its payload, as R does with NA.
public struct Tensor: Sendable {
  public let axes: [Axis]
  private let storage: Storage

  /// One owner of the numbers; shared by copies of the tensor.
  private final class Storage: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Float>
    init(count: Int) { values = .allocate(capacity: count) }
    deinit { values.deallocate() }
  }

  /// The value that means "there is none here".
  public static let missing = Float(bitPattern: 0x7fc0_07a2)

  /// Whether a value is missing (and not a computed NaN).
  public static func isMissing(_ value: Float) -> Bool { value.bitPattern == 0x7fc0_07a2 }

  /// Makes a tensor whose numbers `fill` writes; every one of them must be written.
  public init(_ axes: [Axis], fill: (UnsafeMutableBufferPointer<Float>) throws -> Void) rethrows {
    self.axes = axes
    self.storage = Storage(count: axes.reduce(1) { $0 * $1.size })
    try fill(storage.values)
  }

  /// Makes a tensor from numbers in row-major order.
  public init(_ axes: [Axis], _ values: [Float]) {
    precondition(values.count == axes.reduce(1) { $0 * $1.size }, "as many values as the axes hold")
    self.init(axes) { buffer in
      _ = buffer.initialize(from: values)
    }
  }

  /// The number of values.
  public var count: Int { storage.values.count }

  /// The sizes of the axes.
  public var shape: [Int] { axes.map(\.size) }

  /// The numbers, row-major.
  public func withValues<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(storage.values))
  }

  /// A copy of the numbers, row-major.
  public var values: [Float] { Array(storage.values) }
}
