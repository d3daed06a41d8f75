import WeirTensor

/// Which matrix a pass reads after each of its matrices, so that memory can be asked for it beforehand.
///
/// A matrix that another one follows in truth, because a layer is left out or experts are picked, costs some useless
/// reading and nothing else.
struct ReadingOrder: Sendable {
  /// By the address of the matrix before.
  private var following: [UInt: Factor] = [:]

  init(_ weights: Weights) {
    let matrices = weights.blocks.flatMap(\.inReadingOrder) + (weights.unembedding.map { [$0.factor] } ?? [])
    for (matrix, next) in zip(matrices, matrices.dropFirst()) {
      following[UInt(bitPattern: matrix.base)] = next
    }
  }

  func matrix(after matrix: Factor) -> Factor? { following[UInt(bitPattern: matrix.base)] }
}

extension BlockWeights {
  /// The matrices that every pass reads of a layer.
  fileprivate var inReadingOrder: [Factor] {
    let feeding: [Linear?] = experts.map { [$0.router] } ?? [mlp?.gate, mlp?.input, mlp?.output]
    return attention.inReadingOrder + (cross?.inReadingOrder ?? []) + feeding.compactMap { $0?.factor }
  }
}

extension AttentionWeights {
  fileprivate var inReadingOrder: [Factor] {
    ((fused.map { [$0] } ?? [query, key, value]) + [output]).map(\.factor)
  }
}
