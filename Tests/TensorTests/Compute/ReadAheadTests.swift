import Testing

@testable import WeirTensor

@Suite struct ReadAheadTests {
  @Test(
    "what is asked for ahead lies inside the matrix, at the beginning of each thread's share, and nothing twice",
    arguments: [(768, 3_072), (3_072, 768), (768, 50_257), (100, 77), (5, 5), (1, 40), (40, 1), (4_096, 3)], [1, 2, 5])
  func staysInside(shape: (inputs: Int, outputs: Int), threads: Int) {
    let memory = FloatBuffer(count: 1)
    for isTransposed in [false, true] {
      let factor = Factor(
        memory.base, inputs: shape.inputs, outputs: shape.outputs, isTransposed: isTransposed)
      let ahead = ReadAhead(factor, threads: threads)
      var asked: Set<Int> = []
      for piece in 0..<ahead.count {
        for line in 0..<ReadAhead.lines { asked.insert(ahead.offset(of: line, in: piece)) }
      }
      #expect(asked.count == ahead.count * ReadAhead.lines)
      #expect(asked.allSatisfy { (0..<(4 * shape.inputs * shape.outputs)).contains($0) })
      guard ahead.count >= threads else { continue }
      let width = isTransposed ? shape.inputs : shape.outputs
      for thread in 0..<threads {
        let start = thread * (shape.outputs / threads)
        #expect(asked.contains(4 * (isTransposed ? start * width : start)))
      }
    }
  }

  @Test("a matrix is large enough for something to be asked for where it matters")
  func asksForWeights() {
    let memory = FloatBuffer(count: 1)
    let factor = Factor(memory.base, inputs: 768, outputs: 3_072)
    #expect(ReadAhead(factor, threads: 2).count * ReadAhead.lines * 64 == 2 * 256 << 10)
  }

  @Test("a product gives the same bits whether or not something follows it", arguments: [1, 8, 16, 40])
  func bitsStay(rows: Int) throws {
    var numbers = Numbers(state: 3)
    let (inputs, outputs) = (200, 300)
    let (a, b) = (FloatBuffer(numbers.floats(rows * inputs)), FloatBuffer(numbers.floats(inputs * outputs)))
    let factor = Factor(b.base, inputs: inputs, outputs: outputs)
    let pool = WorkerPool(threadCount: 3)
    let results = try [nil, factor].map { next in
      let out = FloatBuffer(count: rows * outputs)
      try Product.multiply(
        a.rows(rows, width: inputs), factor, into: out.rows(rows, width: outputs), next: next, pool: pool)
      return Array(UnsafeBufferPointer(start: out.base, count: out.count))
    }
    #expect(results[0] == results[1])
  }
}
