import CKernels

/// The beginning of a matrix that is read next, in pieces that waiting threads ask memory for.
///
/// A product of few rows lasts as long as its matrix takes to arrive, and threads never end at the same moment. Who waits
/// brings the first rows of what comes next into the second cache, a piece at a time, so that memory is never idle. For two
/// threads, a piece being a row of letters and each thread reading its own half of the outputs:
///
///     a a a a | b b b b
///     c c c c | d d d d
///     . . . . | . . . .
struct ReadAhead: @unchecked Sendable {
  private let base: UnsafeRawPointer
  /// Bytes from one row in memory to the next.
  private let stride: Int
  /// Bytes of a row that one thread reads, and rows.
  private let (width, height): (Int, Int)
  /// Bytes from where one thread begins to where the next one does.
  private let apart: Int
  private let threads: Int
  /// How many pieces there are.
  let count: Int

  /// Cache lines of a piece.
  static let lines = 64
  private static let lineSize = 64
  /// What a thread may have brought before it reads; half of a usual second cache would push out what it holds.
  private static let bytesPerThread = 256 << 10

  init(_ factor: Factor, threads: Int) {
    let size = factor.precision.byteCount
    base = factor.base
    stride = factor.stride * size
    self.threads = threads
    if factor.isTransposed {
      (width, height) = (factor.inputs * size, factor.outputs / threads)
      apart = height * stride
    } else {
      (width, height) = (factor.outputs / threads * size, factor.inputs)
      apart = width
    }
    count = width > 0 ? threads * (min(width * height, Self.bytesPerThread) / (Self.lines * Self.lineSize)) : 0
  }

  /// Asks for a piece; returns at once.
  func ask(_ piece: Int) {
    for line in 0..<Self.lines { weir_prefetch(base + offset(of: line, in: piece)) }
  }

  /// Bytes from the matrix's beginning to a line of a piece; pieces go to the threads in turn.
  func offset(of line: Int, in piece: Int) -> Int {
    let read = (piece / threads * Self.lines + line) * Self.lineSize
    return piece % threads * apart + read / width * stride + read % width
  }
}
