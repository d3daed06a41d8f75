// Products, decompositions and factored matrices.

import WeirLanguage
import WeirTensor

enum TensorAlgebra {
  static let words: [TensorWord] = [
    ("composition_scores", { call in Value(try Composition.scores(call.factored(0), call.factored(1))) }),
    ("contract", { call in Value(try Tensor.contract(call.tensor(0), call.tensor(1), over: call.axes())) }),
    ("effective_rank", { call in try either(call, { try $0.effectiveRank() }, { try $0.effectiveRank() }) }),
    ("eigenvalues", { call in try either(call, { try $0.eigenvalues() }, { try $0.eigenvalues() }) }),
    (
      "eigenvectors",
      { call in
        let (values, vectors) = try call.tensor(0).eigenvectors()
        return Value(fields: [("values", Value(values)), ("vectors", Value(vectors))])
      }
    ),
    (
      "factored",
      { call in .object(FactoredObject(try FactoredMatrix(call.tensor(0), call.tensor(1)))) }
    ),
    ("inverse", { call in Value(try call.tensor(0).inverse()) }),
    ("multiply_out", { call in try either(call, { $0 }, { try $0.multipliedOut() }) }),
    ("outer", { call in Value(try Tensor.outer(call.tensor(0), call.tensor(1))) }),
    (
      "qr",
      { call in
        let (q, r) = try call.tensor(0).qr()
        return Value(fields: [("q", Value(q)), ("r", Value(r))])
      }
    ),
    ("singular_values", { call in try either(call, { try $0.singularValues() }, { try $0.singularValues() }) }),
    ("solve", { call in Value(try call.tensor(0).solving(call.tensor(1))) }),
    (
      "svd",
      { call in
        let parts = try (call[0].asObject(FactoredObject.self)?.matrix).map { try $0.svd() } ?? call.tensor(0).svd()
        return Value(fields: [("u", Value(parts.u)), ("s", Value(parts.s)), ("v", Value(parts.v))])
      }
    ),
    (
      "transpose",
      { call in
        if let matrix = call[0].asObject(FactoredObject.self)?.matrix {
          return .object(FactoredObject(try matrix.transposed()))
        }
        return Value(try call.tensor(0).transposed(call.axes("axes")))
      }
    ),
  ]

  /// One body for a whole tensor, one for a matrix kept as factors.
  private static func either(
    _ call: Call, _ whole: (Tensor) throws -> Tensor, _ factors: (FactoredMatrix) throws -> Tensor
  ) throws -> Value {
    if let matrix = call[0].asObject(FactoredObject.self)?.matrix { return Value(try factors(matrix)) }
    return Value(try whole(call.tensor(0)))
  }
}
