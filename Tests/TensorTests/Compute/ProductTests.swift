import CKernels
import Testing

@testable import WeirTensor

/// Numbers that repeat from run to run.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 31)) &* 0x9e37_79b9_7f4a_7c15
  }

  mutating func floats(_ count: Int, _ range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}

extension FloatBuffer {
  /// A copy of some numbers.
  convenience init(_ numbers: [Float]) {
    self.init(count: numbers.count)
    for (index, number) in numbers.enumerated() { base[index] = number }
  }
}

@Suite struct ProductTests {
  static func multiply(
    _ a: [Float], rows: Int, _ b: [Float], outputs: Int, inputs: Int, transposed: Bool, pool: WorkerPool = .shared
  ) throws -> [Float] {
    let (left, right, out) = (FloatBuffer(a), FloatBuffer(b), FloatBuffer(count: rows * outputs))
    try Product.multiply(
      left.rows(rows, width: inputs),
      Factor(right.base, inputs: inputs, outputs: outputs, isTransposed: transposed),
      into: out.rows(rows, width: outputs), pool: pool)
    return Array(UnsafeBufferPointer(start: out.base, count: out.count))
  }

  @Test(
    "a row's bits do not depend on how many rows there are, nor on the threads",
    arguments: [
      (768, 96), (3_072, 64), (100, 77), (64, 17), (800, 50), (1_500, 33), (33, 1), (1, 40), (70, 2_500),
    ], [false, true])
  func rowsAreIndependent(shape: (inputs: Int, outputs: Int), transposed: Bool) throws {
    var numbers = Numbers(state: UInt64(shape.inputs))
    let a = numbers.floats(200 * shape.inputs)
    let b = numbers.floats(shape.inputs * shape.outputs)
    let all = try Self.multiply(
      a, rows: 200, b, outputs: shape.outputs, inputs: shape.inputs, transposed: transposed)
    for (rows, threads) in [
      (1, 1), (2, 3), (3, 1), (5, 2), (8, 1), (9, 1), (15, 2), (16, 1), (17, 2), (33, 1), (64, 3), (200, 2),
    ] {
      let pool = WorkerPool(threadCount: threads)
      let some = try Self.multiply(
        a, rows: rows, b, outputs: shape.outputs, inputs: shape.inputs, transposed: transposed, pool: pool)
      #expect(some == Array(all.prefix(rows * shape.outputs)), "\(rows) rows, \(threads) threads")
    }
  }

  @Test("products agree with sums in double precision", arguments: [1, 7, 16, 40], [false, true])
  func productsAreRight(rows: Int, transposed: Bool) throws {
    var numbers = Numbers(state: 5)
    let (inputs, outputs) = (530, 45)
    let a = numbers.floats(rows * inputs)
    let b = numbers.floats(inputs * outputs)
    let c = try Self.multiply(a, rows: rows, b, outputs: outputs, inputs: inputs, transposed: transposed)
    for row in 0..<rows {
      for output in 0..<outputs {
        let exact = (0..<inputs).reduce(0.0) { sum, k in
          sum + Double(a[row * inputs + k]) * Double(transposed ? b[output * inputs + k] : b[k * outputs + output])
        }
        #expect(abs(Double(c[row * outputs + output]) - exact) < 2e-5)
      }
    }
  }

  /// Where the processor can fuse a multiplication with an addition, the bits are the chain's; else nearly so.
  @Test(
    "few rows times a matrix are the blocks' chains in every instruction set, however the matrix is stored",
    arguments: [(WEIR_BEST, 0), (WEIR_AVX2, 0), (WEIR_PLAIN, 1e-5)] as [(weir_instruction_set, Float)], [false, true])
  func fewRowsAreChains(set: (kind: weir_instruction_set, tolerance: Float), transposed: Bool) {
    guard weir_use_instruction_set(set.kind) else { return }
    defer { _ = weir_use_instruction_set(WEIR_BEST) }
    for (depth, columns) in [(5, 1), (37, 45), (421, 70), (40, 1_700), (900, 13)] {
      var numbers = Numbers(state: UInt64(depth))
      let stride = (transposed ? depth : columns) + 3
      let b = numbers.floats(stride * (transposed ? columns : depth))
      for rows in [1, 2, 3, 4, 7, 8, 9, 16] {
        let a = numbers.floats(rows * depth)
        var c = [Float](repeating: .nan, count: rows * columns)
        var scratch = [Float](repeating: .nan, count: weir_small_product_scratch(transposed, rows, depth))
        weir_small_product(
          WEIR_FLOAT32, transposed, rows, columns, depth, a, depth, b, stride, &c, columns, &scratch)
        let worst = (0..<(rows * columns)).reduce(Float(0)) { worst, i in
          let row = i / columns, column = i % columns
          let exact = Self.blocks(depth) { k in
            (a[row * depth + k], b[transposed ? column * stride + k : k * stride + column])
          }
          return max(worst, abs(c[i] - exact), c[i].isNaN ? .infinity : 0)
        }
        #expect(worst <= set.tolerance, "\(rows) rows, depth \(depth), \(columns) columns")
      }
    }
  }

  /// A sum of products in the order that `Products.h` promises.
  static func blocks(_ depth: Int, _ factors: (Int) -> (Float, Float)) -> Float {
    var (sum, start) = (Float(0), 0)
    while start < depth {
      let end = start + weir_depth_block(start, depth)
      let chain = (start..<end).reduce(Float(0)) { chain, k in
        let (left, right) = factors(k)
        return chain.addingProduct(left, right)
      }
      sum = start == 0 ? chain : sum + chain
      start = end
    }
    return sum
  }

  @Test("panel products of attention are chains: a trailing zero weight changes no bit")
  func panelsAreChains() {
    var numbers = Numbers(state: 9)
    let (rows, keys, width) = (19, 70, 40)
    let weights = numbers.floats(rows * keys)
    let values = numbers.floats(keys * width)
    var panels = [Float](repeating: .nan, count: weir_panel_size(width, keys))
    Self.withRows(of: values, count: keys, width: width) { weir_pack_rows($0, 0, keys, width, &panels) }
    for used in [1, 33, 70] {
      var c = [Float](repeating: .nan, count: rows * width)
      weir_panel_product(weights, keys, rows, used, panels, keys, width, &c, width)
      for row in 0..<rows {
        for column in 0..<width {
          let chain = (0..<used).reduce(Float(0)) { sum, key in
            sum.addingProduct(weights[row * keys + key], values[key * width + column])
          }
          #expect(c[row * width + column] == chain)
        }
      }
    }
  }

  /// Lends pointers to the rows of a matrix.
  static func withRows(
    of matrix: [Float], count: Int, width: Int, _ body: (UnsafeMutablePointer<UnsafePointer<Float>?>) -> Void
  ) {
    let memory = FloatBuffer(matrix)
    var rows: [UnsafePointer<Float>?] = (0..<count).map { UnsafePointer(memory.base + $0 * width) }
    withExtendedLifetime(memory) { body(&rows) }
  }

  @Test("packed columns are the transposed matrix, filled up with zeros", arguments: [1, 16, 21, 77], [5, 16, 37])
  func packedColumns(count: Int, depth: Int) {
    var numbers = Numbers(state: 10)
    let width = depth + 3
    let x = numbers.floats(count * width)
    var panels = [Float](repeating: .nan, count: weir_panel_size(count, depth))
    Self.withRows(of: x, count: count, width: width) { weir_pack_columns($0, 3, count, depth, &panels) }
    for column in 0..<((count + 31) / 32 * 32) {
      for k in 0..<depth {
        let packed = panels[(column / 32 * depth + k) * 32 + column % 32]
        #expect(packed == (column < count ? x[column * width + 3 + k] : 0))
      }
    }
  }
}

@Suite struct KeptPrecisionTests {
  @Test("rounding to 16 bits is to the nearest, ties to even, and halves come back as they were")
  func roundingIsRight() {
    for precision in [Precision.bfloat16, .float16] {
      var numbers = Numbers(state: 31)
      var values: [Float] = [0, -0, 1, 65_504, 65_519, 65_520, 1e30, -.infinity, 6e-8, 2.9e-8, 5.9e-8, 1.0 / 3]
      values += numbers.floats(500) + numbers.floats(200, -70_000...70_000) + numbers.floats(200, -1e-4...1e-4)
      for value in values {
        var kept: UInt16 = 0
        var back: Float = 0
        var again: UInt16 = 0
        precision.round(1, from: [value], into: &kept)
        precision.copy(1, from: &kept, into: &back)
        precision.round(1, from: [back], into: &again)
        #expect(kept == again)
        // No neighbour is nearer, and of two that are equally near the even one was taken.
        for neighbour in [kept &- 1, kept &+ 1] where kept & 0x7fff != 0 && back.isFinite {
          var bits = neighbour
          var other: Float = 0
          precision.copy(1, from: &bits, into: &other)
          guard other.isFinite, other.sign == back.sign else { continue }
          let (mine, theirs) = (abs(Double(back) - Double(value)), abs(Double(other) - Double(value)))
          #expect(mine < theirs || (mine == theirs && kept & 1 == 0), "\(value) became \(back), not \(other)")
        }
        if abs(Double(value)) <= precision.largest, abs(value) > 1e-4 {
          #expect(abs(Double(back) - Double(value)) <= precision.relativeError * abs(Double(value)))
        }
      }
      var nan: UInt16 = 0
      var back: Float = 0
      precision.round(1, from: [.nan], into: &nan)
      precision.copy(1, from: &nan, into: &back)
      #expect(back.isNaN)
    }
  }

  @Test(
    "a factor kept in 16 bits gives the bits of a float32 one of the same values, for any number of rows",
    arguments: [Precision.bfloat16, .float16], [false, true])
  func keptFactorsGiveTheSameBits(precision: Precision, transposed: Bool) throws {
    for (inputs, outputs) in [(768, 96), (500, 77), (33, 1), (1_500, 33)] {
      var numbers = Numbers(state: UInt64(inputs))
      let a = FloatBuffer(numbers.floats(200 * inputs))
      let exact = numbers.floats(inputs * outputs)
      var kept = [UInt16](repeating: 0, count: exact.count)
      let rounded = FloatBuffer(count: exact.count)
      precision.round(exact.count, from: exact, into: &kept)
      precision.copy(exact.count, from: &kept, into: rounded.base)
      for rows in [1, 2, 8, 16, 17, 64, 200] {
        let (found, expected) = (FloatBuffer(count: rows * outputs), FloatBuffer(count: rows * outputs))
        try Product.multiply(
          a.rows(rows, width: inputs),
          Factor(rounded.base, inputs: inputs, outputs: outputs, isTransposed: transposed),
          into: expected.rows(rows, width: outputs))
        try kept.withUnsafeBytes { bytes in
          try Product.multiply(
            a.rows(rows, width: inputs),
            Factor(bytes.baseAddress!, precision, inputs: inputs, outputs: outputs, isTransposed: transposed),
            into: found.rows(rows, width: outputs))
        }
        for i in 0..<found.count where found.base[i] != expected.base[i] {
          Issue.record("\(rows) rows, number \(i): \(found.base[i]), not \(expected.base[i])")
          break
        }
      }
    }
  }
}
