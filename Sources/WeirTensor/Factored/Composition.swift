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
    let (firstNorms, secondNorms) = (try first.norm(), try second.norm())
    let (r, q) = (sources.inner, targets.inner)
    let axes =
      first.batchAxes.map { $0.renamed("src_" + $0.name) } + second.batchAxes.map { $0.renamed("dst_" + $0.name) }
    let (firstSizes, secondSizes) = (firstNorms.values, secondNorms.values)
    return try Tensor.make(Tensor.madeUnique(axes)) { scores in
      for target in 0..<targets.count {
        // [source, r, d] @ [q, d]: one product for all sources.
        let product = try Tensor.contractKeepingNames(
          sources.tensor, targets.tensor.selecting("matrix", .position(target)).renamed([("row", "q")]), over: "d")
        product.withValues { values in
          for source in 0..<sources.count {
            var squares = 0.0
            for i in source * r * q..<(source + 1) * r * q { squares += Double(values[i]) * Double(values[i]) }
            let norms = Double(firstSizes[source]) * Double(secondSizes[target])
            scores[source * targets.count + target] = norms > 0 ? Float(squares.squareRoot() / norms) : 0
          }
        }
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
