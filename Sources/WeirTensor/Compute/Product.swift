import CKernels
import WeirText

/// Matrix products on all cores: `c[row, output] = a[row, input] · b`, then bias, activation and residual.
///
/// A row's numbers depend on that row and on `b` only: not on how many rows there are, nor on the number of threads.
/// `Products.h` says how. The order of summation is oneDNN's on AVX-512, which the small kernel repeats; that they agree
/// is tried out once in each process, and where they do not, few rows are padded with zero rows up to `libraryRows`.
public enum Product {
  /// What happens to a finished stretch of `c` while it is still in the cache.
  public struct Finish: @unchecked Sendable {
    /// Added to every row.
    public var bias: UnsafePointer<Float>?
    public var activation: weir_activation
    /// `c` is added to these rows, too.
    public var residual: Rows?

    public init(
      bias: UnsafePointer<Float>? = nil, activation: weir_activation = WEIR_IDENTITY, residual: Rows? = nil
    ) {
      self.bias = bias
      self.activation = activation
      self.residual = residual
    }
  }

  /// From this number of rows on the library computes every row alike (measured for oneDNN 2.6, both layouts).
  static let libraryRows = 16

  /// Above this number of rows the library is the faster one for transposed factors (measured with AVX-512).
  static let transposedSmallRows = 191

  /// Multiplies on all cores.
  /// - Parameter next: what is read after this, which makes products of few rows follow each other without a gap.
  public static func multiply(
    _ a: Rows, _ b: Factor, into c: Rows, finish: Finish = Finish(), next: Factor? = nil, pool: WorkerPool = .shared
  ) throws(Interrupted) {
    precondition(a.width == b.inputs && c.width == b.outputs && c.count == a.count, "shapes agree")
    guard a.count > 0, b.outputs > 0 else { return }
    let usesLibrary = usesLibrary(rows: a.count, b)
    let step = columnsPerTask(rows: a.count, b, threads: pool.threadCount, usesLibrary: usesLibrary)
    let tasks = (b.outputs + step - 1) / step
    let isBoundByMemory = a.count <= libraryRows
    let ahead = isBoundByMemory ? next.map { ReadAhead($0, threads: pool.threadCount) } : nil
    try pool.run(tasks, ahead: ahead) { task in
      let columns = (task * step)..<min(b.outputs, (task + 1) * step)
      let part = c.columns(columns)
      if usesLibrary {
        multiplyByLibrary(a, b.outputs(columns), into: part)
      } else {
        multiplySmall(a, b.outputs(columns), part)
      }
      weir_finish_product(
        part.base, part.stride, part.count, part.width, finish.bias.map { $0 + columns.lowerBound }, finish.activation,
        finish.residual.map { $0.base + columns.lowerBound }, finish.residual?.stride ?? 0)
    }
  }

  /// Multiplies on the calling thread alone, for use inside a task.
  public static func multiplyHere(_ a: Rows, _ b: Factor, into c: Rows) {
    precondition(a.width == b.inputs && c.width == b.outputs && c.count == a.count, "shapes agree")
    guard a.count > 0, b.outputs > 0 else { return }
    weir_use_one_thread()
    if usesLibrary(rows: a.count, b) {
      multiplyByLibrary(a, b, into: c)
    } else {
      multiplySmall(a, b, c)
    }
  }

  /// What is true of the library's order of summation on this machine, found out by trying.
  struct Agreement {
    /// The small kernel gives the library's bits.
    var ofKernels = true
    /// The library gives the same bits for 2 rows and more when the factor is not transposed.
    var fromTwoRows = true
  }

  static let agreement: Agreement = {
    var agreement = Agreement()
    for depth in [200, 500, 1_000, 1_900] {
      let trial = Trial(depth: depth)
      for isTransposed in [false, true] {
        let all = trial.library(rows: libraryRows, isTransposed)
        for rows in [Int(WEIR_STREAMED_STRIPS), libraryRows]
        where trial.small(rows: rows, isTransposed)[...] != all.prefix(rows * Trial.columns) {
          agreement.ofKernels = false
        }
        for rows in [2, 3, 5, 8, 15] where !isTransposed {
          if trial.library(rows: rows, isTransposed)[...] != all.prefix(rows * Trial.columns) {
            agreement.fromTwoRows = false
          }
        }
      }
    }
    return agreement
  }()

  /// A product of made-up numbers, computed in both ways.
  private struct Trial {
    static let columns = 48
    let depth: Int
    let a: FloatBuffer
    let b: FloatBuffer

    init(depth: Int) {
      self.depth = depth
      a = FloatBuffer(count: libraryRows * depth)
      b = FloatBuffer(count: Trial.columns * depth)
      func part(_ x: Double) -> Float { Float(x - x.rounded(.down)) - 0.5 }
      for i in 0..<a.count { a.base[i] = part(Double(i) * 0.618_034) }
      for i in 0..<b.count { b.base[i] = part(Double(i) * 0.414_214) }
    }

    func library(rows: Int, _ isTransposed: Bool) -> [Float] {
      result(rows, isTransposed) { a, b, c in
        _ = Product.callLibrary(a, b, into: c)
      }
    }

    func small(rows: Int, _ isTransposed: Bool) -> [Float] { result(rows, isTransposed, multiplySmall) }

    private func result(_ rows: Int, _ isTransposed: Bool, _ multiply: (Rows, Factor, Rows) -> Void) -> [Float] {
      let out = FloatBuffer(count: rows * Trial.columns)
      multiply(
        a.rows(rows, width: depth),
        Factor(b.base, inputs: depth, outputs: Trial.columns, isTransposed: isTransposed),
        out.rows(rows, width: Trial.columns))
      return Array(UnsafeBufferPointer(start: out.base, count: out.count))
    }
  }

  /// Operations a second of a product of the size that sweeps make, on all threads, measured now.
  ///
  /// The best of some tries, 60 ms in sum: the first ones wake threads and make the library write its code.
  public static func measuredSpeed(pool: WorkerPool = .shared) -> Double {
    let (rows, inputs, outputs) = (768, 768, 3_072)
    let memory = FloatBuffer(count: rows * inputs + inputs * outputs + rows * outputs)
    memory.base.update(repeating: 1, count: memory.count)
    let a = Rows(memory.base, count: rows, width: inputs)
    let c = Rows(memory.base + rows * inputs + inputs * outputs, count: rows, width: outputs)
    let b = Factor(memory.base + rows * inputs, inputs: inputs, outputs: outputs)
    var best = Duration.seconds(1)
    for _ in 0..<6 {
      best = min(best, ContinuousClock().measure { try? multiply(a, b, into: c, pool: pool) })
    }
    return 2 * Double(rows * inputs * outputs) / max(1e-6, best / .seconds(1))
  }

  /// The first library call costs 25 to 50 ms for the code that the library writes; both layouts are made here.
  static func makeFirstLibraryCall() { _ = agreement }

  /// Few outputs take the small kernel whatever the rows, so that this choice is the weight's and not the row count's;
  /// so do numbers kept in 16 bits, which the library would have to be given as float32.
  private static func usesLibrary(rows: Int, _ b: Factor) -> Bool {
    guard b.precision == .float32, b.outputs >= 16, b.inputs > 0 else { return false }
    return !agreement.ofKernels || rows > (b.isTransposed ? transposedSmallRows : WEIR_STREAMED_STRIPS)
  }

  /// About a billion operations a task, so that an interrupt is seen within 20 ms, and as many tasks as threads.
  private static func columnsPerTask(rows: Int, _ b: Factor, threads: Int, usesLibrary: Bool) -> Int {
    let operations = 2 * rows * max(1, b.inputs) * b.outputs
    if operations < 200_000 { return b.outputs }
    let each = usesLibrary || weir_is_streamed(b.isTransposed, rows) ? 1 : 2
    let wanted = (max(1, operations / 1_000_000_000) + threads - 1) / threads * threads * each
    let step = (b.outputs + wanted - 1) / wanted
    return max(64, (step + 63) / 64 * 64)
  }

  private static func multiplySmall(_ a: Rows, _ b: Factor, _ c: Rows) {
    guard b.inputs > 0 else {
      for row in 0..<c.count { c.row(row).update(repeating: 0, count: c.width) }
      return
    }
    let size = weir_small_product_scratch(b.isTransposed, a.count, b.inputs)
    withUnsafeTemporaryAllocation(byteCount: size * 4, alignment: 64) { scratch in
      weir_small_product(
        b.precision.element, b.isTransposed, a.count, b.outputs, b.inputs, a.base, a.stride, b.base, b.stride, c.base,
        c.stride, scratch.baseAddress?.assumingMemoryBound(to: Float.self))
    }
  }

  private static func callLibrary(_ a: Rows, _ b: Factor, into c: Rows) -> Bool {
    guard let right = b.floats else { return false }
    return weir_library_product(
      b.isTransposed, a.count, b.outputs, b.inputs, a.base, a.stride, right, b.stride, c.base, c.stride)
  }

  private static func multiplyByLibrary(_ a: Rows, _ b: Factor, into c: Rows) {
    let rows = agreement.fromTwoRows && !b.isTransposed ? 2 : libraryRows
    guard a.count < rows else {
      if !callLibrary(a, b, into: c) { multiplySmall(a, b, c) }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * (b.inputs + b.outputs)) { scratch in
      guard let left = scratch.baseAddress else { return }
      let padded = Rows(left, count: rows, width: b.inputs)
      let out = Rows(left + rows * b.inputs, count: rows, width: b.outputs)
      for row in 0..<rows {
        if row < a.count {
          padded.row(row).update(from: a.row(row), count: b.inputs)
        } else {
          padded.row(row).update(repeating: 0, count: b.inputs)
        }
      }
      multiplyByLibrary(padded, b, into: out)
      for row in 0..<a.count { c.row(row).update(from: out.row(row), count: b.outputs) }
    }
  }
}
