/// Float32 numbers on named axes, row-major: the last axis is the fastest.
///
/// A *missing* value (a masked score, a position beyond the end of a shorter prompt) is the quiet NaN `Tensor.missing`,
/// told from a computed NaN by its payload, as R does with NA. A comparison gives a *mask*: 1 where it holds, 0 where it
/// does not, missing where an operand is missing.
public struct Tensor: Sendable {
  public let axes: [Axis]
  /// Whether the numbers are truth values (0, 1 or missing).
  public let isMask: Bool
  /// The lengths of the rows of `batch` along `pos`, `query` and `key`; empty without such a batch.
  ///
  /// What does not fit the axes is not kept.
  public let rows: [RowExtent]
  private var storage: Storage

  /// One owner of the numbers; shared by copies of the tensor.
  private final class Storage: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Float>
    /// What keeps borrowed memory alive; nil when the memory is the storage's own.
    let lender: (any AnyObject & Sendable)?
    /// Memory of its own in large pages.
    private let large: FloatBuffer?

    init(count: Int) {
      large = count * MemoryLayout<Float>.stride >= FloatBuffer.largeBytes ? FloatBuffer(count: count) : nil
      values = large.map { UnsafeMutableBufferPointer(start: $0.base, count: count) } ?? .allocate(capacity: count)
      lender = nil
      TensorMemory.add(count * MemoryLayout<Float>.stride)
    }

    init(borrowing memory: UnsafeBufferPointer<Float>, lender: any AnyObject & Sendable) {
      values = UnsafeMutableBufferPointer(mutating: memory)
      large = nil
      self.lender = lender
    }

    deinit {
      guard lender == nil else { return }
      TensorMemory.subtract(values.count * MemoryLayout<Float>.stride)
      if large == nil { values.deallocate() }
    }
  }

  /// The value that means "there is none here".
  public static let missing = Float(bitPattern: 0x7fc0_07a2)

  /// Whether a value is missing (and not a computed NaN).
  @inline(__always)
  public static func isMissing(_ value: Float) -> Bool { value.bitPattern == 0x7fc0_07a2 }

  /// Makes a tensor whose numbers `fill` writes; every one of them must be written.
  ///
  /// The sizes must be known to be reasonable; `make` checks them.
  public init(
    _ axes: [Axis], isMask: Bool = false, rows: [RowExtent] = [],
    fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    self.axes = axes
    self.isMask = isMask
    self.rows = rows.isEmpty ? rows : rows.filter { $0.fits(axes) }
    self.storage = Storage(count: axes.reduce(1) { $0 * $1.size })
    try fill(storage.values)
  }

  /// Makes a tensor from numbers in row-major order.
  public init(_ axes: [Axis], _ values: [Float], isMask: Bool = false, rows: [RowExtent] = []) {
    precondition(values.count == axes.reduce(1) { $0 * $1.size }, "as many values as the axes hold")
    self.init(axes, isMask: isMask, rows: rows) { buffer in
      _ = buffer.initialize(from: values)
    }
  }

  /// A single number, without axes.
  public init(scalar value: Float, isMask: Bool = false) {
    self.init([], isMask: isMask) { $0.initialize(repeating: value) }
  }

  /// Makes a tensor that reads memory kept alive by `lender` (a mapped file) and copies it only when it is changed.
  public init(_ axes: [Axis], borrowing memory: UnsafeBufferPointer<Float>, lender: any AnyObject & Sendable) {
    precondition(memory.count == axes.reduce(1) { $0 * $1.size }, "as many values as the axes hold")
    self.axes = axes
    self.isMask = false
    self.rows = []
    self.storage = Storage(borrowing: memory, lender: lender)
  }

  private init(_ axes: [Axis], _ storage: Storage, isMask: Bool, rows: [RowExtent]) {
    self.axes = axes
    self.isMask = isMask
    self.rows = rows.isEmpty ? rows : rows.filter { $0.fits(axes) }
    self.storage = storage
  }

  /// Makes a tensor after asking `TensorMemory`; for sizes that a user can reach.
  /// - Throws: `TensorProblem.tooLarge`, and what `fill` throws.
  public static func make(
    _ axes: [Axis], isMask: Bool = false, rows: [RowExtent] = [],
    fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws -> Tensor {
    try TensorMemory.reserve(axes)
    return try Tensor(axes, isMask: isMask, rows: rows, fill: fill)
  }

  /// The number of values.
  public var count: Int { storage.values.count }

  /// The sizes of the axes.
  public var shape: [Int] { axes.map(\.size) }

  /// The bytes its numbers take.
  public var byteCount: Int { count * MemoryLayout<Float>.stride }

  /// The numbers, row-major.
  public func withValues<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(storage.values))
  }

  /// The numbers, to be changed in place; they are copied first when another tensor shares them.
  public mutating func withMutableValues<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if storage.lender != nil || !isKnownUniquelyReferenced(&storage) {
      let copy = Storage(count: storage.values.count)
      _ = copy.values.initialize(from: storage.values)
      storage = copy
    }
    return try body(storage.values)
  }

  /// A copy of the numbers, row-major.
  public var values: [Float] { Array(storage.values) }

  /// The number of a tensor that holds exactly one, whatever its axes.
  public var scalar: Float? { storage.values.count == 1 ? storage.values[0] : nil }

  /// The same numbers on other axes of the same total size.
  func onAxes(_ axes: [Axis], rows: [RowExtent]? = nil) -> Tensor {
    precondition(axes.reduce(1) { $0 * $1.size } == count, "as many values as the axes hold")
    return Tensor(axes, storage, isMask: isMask, rows: rows ?? self.rows)
  }

  /// The same numbers with other names on the axes, in their order.
  func named(by axes: [Axis]) -> Tensor {
    let names = Dictionary(zip(axisNames, axes.map(\.name)), uniquingKeysWith: { first, _ in first })
    return onAxes(axes, rows: rows.compactMap { $0.renamed { names[$0] } })
  }

  /// The same numbers, read as numbers or as truth values.
  func marked(isMask: Bool) -> Tensor { Tensor(axes, storage, isMask: isMask, rows: rows) }

  /// The same numbers with other row lengths.
  public func withRows(_ rows: [RowExtent]) -> Tensor { Tensor(axes, storage, isMask: isMask, rows: rows) }
}

// MARK: - Axes

extension Tensor {
  /// The names of the axes, in order.
  public var axisNames: [String] { axes.map(\.name) }

  /// The index of an axis, or nil.
  public func axisIndex(_ name: String) -> Int? { axes.firstIndex { $0.name == name } }

  /// The index of an axis that has to be there.
  /// - Throws: `TensorProblem.unknownAxis`.
  public func requiredAxis(_ name: String) throws -> Int {
    guard let index = axisIndex(name) else { throw TensorProblem.unknownAxis(name, in: axes) }
    return index
  }

  /// The row lengths along an axis, when it belongs to a batch.
  public func rowExtent(_ axis: String) -> RowExtent? { rows.first { $0.axis == axis } }

  /// How much of an axis is there in one row of each axis in `places`.
  func length(_ axis: Axis, in places: [String: Int]) -> Int {
    rows.reduce(axis.size) { length, extent in
      guard extent.axis == axis.name, let row = places[extent.rowAxis] else { return length }
      return Swift.min(length, extent.lengths[row])
    }
  }

  /// How many numbers lie between neighbours on each axis.
  var strides: [Int] { Tensor.strides(of: axes) }

  static func strides(of axes: [Axis]) -> [Int] {
    var result = [Int](repeating: 1, count: axes.count)
    for index in stride(from: axes.count - 2, through: 0, by: -1) {
      result[index] = result[index + 1] * axes[index + 1].size
    }
    return result
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Copies neighbouring values from one place to another.
  @inline(__always)
  func copy(_ count: Int, from source: UnsafeBufferPointer<Float>, at offset: Int, to target: Int) {
    if count < 16 {
      for i in 0..<count { self[target + i] = source[offset + i] }
    } else if let from = source.baseAddress, let to = baseAddress {
      (to + target).update(from: from + offset, count: count)
    }
  }
}
