/// How much of what one set of heads writes is read by another.
///
/// Elhage and others 2021, "A mathematical framework for transformer circuits".
public enum Composition {
  /// `norm(first @ second) / (norm(first) norm(second))` for every pair of matrices.
  ///
  /// With batch axes `layer` and `head` on both the result is `[src_layer, src_head, dst_layer, dst_head]`.
  /// Only products as large as the inner axes are computed: with `A1 = Q R` and `B2T = Q' R'` the norm is that of
  /// `(R B1) (A2 R'T)`. A pair of which one is zero scores 0.
  /// - Throws: `TensorProblem.axisMismatch`, `.notFinite`, `.tooLarge`.
  public static func scores(_ first: FactoredMatrix, _ second: FactoredMatrix) throws -> Tensor {
    guard first.columnAxis.size == second.rowAxis.size else {
      throw TensorProblem.axisMismatch(
        operation: "`@`", left: first.axes, right: second.axes, leftAxis: first.columnAxis.name,
        rightAxis: second.rowAxis.name)
    }
    let sources = try reduced(first.left, first.right, first.batchAxes)
    let targets = try reduced(
      second.right.swappingLastTwo(), second.left.swappingLastTwo(), second.batchAxes)
    let (r, q) = (sources.inner, targets.inner)
    // What is left of the matrices has their norms.
    let (firstNorms, secondNorms) = (norms(sources), norms(targets))
    let axes =
      first.batchAxes.map { $0.renamed("src_" + $0.name) } + second.batchAxes.map { $0.renamed("dst_" + $0.name) }
    // Several targets a product: [source, r, d] @ [target, q, d].
    let step = max(1, Self.productValues / max(1, sources.count * r * q))
    return try Tensor.make(Tensor.madeUnique(axes)) { scores in
      nonisolated(unsafe) let scores = scores
      for start in stride(from: 0, to: targets.count, by: step) {
        let some = start..<min(targets.count, start + step)
        let part = try targets.tensor.selecting(
          "matrix", .slice(lower: some.lowerBound, upper: some.upperBound, isClosed: false))
        let product = try Tensor.contractKeepingNames(
          sources.tensor, part.renamed([("row", "q"), ("matrix", "target")]), over: "d")
        try product.withValues { values in
          nonisolated(unsafe) let values = values
          // [source, r, target, q]; every task writes the scores of its own source.
          try WorkerPool.shared.run(sources.count) { source in
            for target in some {
              var squares = 0.0
              for row in 0..<r {
                let place = ((source * r + row) * some.count + target - start) * q
                for i in place..<place + q { squares += Double(values[i]) * Double(values[i]) }
              }
              let norms = firstNorms[source] * secondNorms[target]
              scores[source * targets.count + target] = norms > 0 ? Float(squares.squareRoot() / norms) : 0
            }
          }
        }
      }
    }
  }

  /// The values of one product: 64 MB.
  private static let productValues = 16 << 20

  /// The Euclidean norm of each matrix.
  private static func norms(_ matrices: (tensor: Tensor, count: Int, inner: Int)) -> [Double] {
    matrices.tensor.withValues { values in
      let size = matrices.count > 0 ? values.count / matrices.count : 0
      return (0..<matrices.count).map { index in
        values[index * size..<(index + 1) * size].reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      }
    }
  }

  /// `R B` for every matrix `A B`, where `A = Q R`: `[matrix, row, d]`.
  private static func reduced(
    _ a: Tensor, _ b: Tensor, _ batch: [Axis]
  ) throws -> (tensor: Tensor, count: Int, inner: Int) {
    let outer = try MatrixBatch(a.spreadBatch(batch), for: "composition")
    let inside = try MatrixBatch(b.spreadBatch(batch), for: "composition")
    let parts = try outer.map { $1.triangle().times(inside.matrix($0)) }
    let inner = outer.rank
    let axes = [Axis("matrix", outer.count), Axis("row", inner), Axis("d", inside.columnAxis.size)]
    return (Tensor(axes, parts), outer.count, inner)
  }
}
