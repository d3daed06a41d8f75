// Matrices in the precision asked for: in place where the file holds them so, else converted a stretch at a time.

import Synchronization
import WeirTensor

extension WeightReader {
  /// Rows of a stored tensor and the row that the first of them becomes.
  struct Piece {
    let source: Range<Int>
    let target: Int
  }

  /// A matrix stored as `[rows, columns]`.
  mutating func matrix(_ name: String, rows: Int, columns: Int) throws -> UnsafeRawPointer {
    try slabs(name, [rows, columns])
  }

  /// Matrices that one tensor `[count, outputs, inputs]` holds, without biases.
  mutating func stack(_ name: String, count: Int, inputs: Int, outputs: Int) throws -> [Linear] {
    let base = try slabs(name, [count, outputs, inputs])
    let size = outputs * inputs * (collectsProblems ? Precision.float32 : precision).byteCount
    return (0..<count).map { number in
      let place = collectsProblems ? base : base + number * size
      return Linear(
        factor: Factor(place, precision, inputs: inputs, outputs: outputs, isTransposed: true), bias: nil)
    }
  }

  /// The numbers of a tensor of this shape in the precision asked for.
  private mutating func slabs(_ name: String, _ shape: [Int]) throws -> UnsafeRawPointer {
    if collectsProblems { return UnsafeRawPointer(try placeholder(name, shape)) }
    let tensor = try stored(name, shape)
    if tensor.type == precision.stored, let mapped = checkpoint.mappedBytes(tensor)?.baseAddress,
      Int(bitPattern: mapped) % precision.byteCount == 0
    {
      return mapped
    }
    return try convert(tensor, [Piece(source: 0..<shape[0], target: 0)], to: precision)
  }

  /// Copies a tensor's rows, rearranged, and gives the pages of the file back.
  /// - Throws: `ModelProblem.doesNotFit` where a number is beyond what the precision holds, `Interrupted`.
  mutating func convert(_ tensor: StoredTensor, _ pieces: [Piece], to precision: Precision) throws -> UnsafeRawPointer {
    let width = tensor.shape.dropFirst().reduce(1, *)
    let memory = keeper.memory(tensor.count * precision.byteCount)
    for piece in pieces {
      try WeightReader.eachStretch(piece.source.count, width: width) { [checkpoint] stretch in
        try withUnsafeTemporaryAllocation(of: Float.self, capacity: stretch.count * width) { numbers in
          let rows = (piece.source.lowerBound + stretch.lowerBound)..<(piece.source.lowerBound + stretch.upperBound)
          try checkpoint.read(tensor, rows: rows, into: numbers)
          guard let source = numbers.baseAddress else { return }
          let place = memory + (piece.target + stretch.lowerBound) * width * precision.byteCount
          try precision.keep(stretch.count * width, from: source, into: place, of: tensor.name)
        }
      }
    }
    checkpoint.release(tensor)
    if tensor.type.precision.map({ !$0.isExact(in: precision) }) ?? true, precision != .float32 { hasRounded = true }
    return UnsafeRawPointer(memory)
  }

  /// Runs `body` over stretches of rows on all threads.
  /// - Throws: what `body` throws first, `Interrupted`.
  static func eachStretch(_ rows: Int, width: Int, _ body: (Range<Int>) throws -> Void) throws {
    let step = max(1, (1 << 17) / max(1, width))
    let problem = Mutex<(any Error)?>(nil)
    try WorkerPool.shared.run((rows + step - 1) / step) { index in
      do { try body((index * step)..<min(rows, (index + 1) * step)) } catch {
        problem.withLock { $0 = $0 ?? error }
      }
    }
    if let problem = problem.withLock({ $0 }) { throw problem }
  }
}

extension Precision {
  /// The type of stored tensors that are kept like this.
  fileprivate var stored: ElementType {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .float16: .float16
    }
  }

  /// Whether every number of this precision is one of the other.
  fileprivate func isExact(in other: Precision) -> Bool { self == other || other == .float32 }

  /// Rounds numbers that a tensor holds.
  /// - Throws: `ModelProblem.doesNotFit`.
  func keep(
    _ count: Int, from source: UnsafePointer<Float>, into target: UnsafeMutableRawPointer, of name: String
  ) throws(ModelProblem) {
    if self == .float16 {
      for i in 0..<count where abs(source[i]) >= 65_520 && source[i].isFinite {
        throw .doesNotFit(name, value: Double(source[i]), precision: rawValue)
      }
    }
    round(count, from: source, into: target)
  }
}

extension ElementType {
  /// The precision of the types that weights are kept in.
  fileprivate var precision: Precision? { Precision.allCases.first { $0.stored == self } }
}
