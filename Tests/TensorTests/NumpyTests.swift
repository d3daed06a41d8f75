import Testing
import WeirText

@testable import WeirTensor

@Test func numpyCasesAreThere() { #expect(NumpyCase.all.count > 300) }

@Test(arguments: NumpyCase.all)
func agreesWithNumpy(_ item: NumpyCase) throws {
  let result = try evaluate(item)
  let difference = result.difference(from: item.expected, tolerance: item.tolerance)
  #expect(difference == nil, "\(difference ?? "")")
}

private func evaluate(_ item: NumpyCase) throws -> Tensor {
  let x = item.inputs[0]
  let y = item.inputs.count > 1 ? item.inputs[1] : x
  if let reduction = reductions[item.operation] { return try x.reduced(reduction, over: item.over) }
  if let function = BinaryFunction(rawValue: item.operation) { return try Tensor.elementwise(function, x, y) }
  if let function = UnaryFunction(rawValue: item.operation) { return x.mapped(function) }
  let axis = item.over.first ?? ""
  switch item.operation {
  case "softmax": return try x.softmax(over: axis)
  case "log_softmax": return try x.logSoftmax(over: axis)
  case "logsumexp": return try x.logSumExp(over: axis)
  case "sort": return try x.sorted(over: axis).values
  case "topk": return try x.top(2, over: axis).values
  case "cumsum": return try x.cumulative(.sum, over: axis)
  case "cumprod": return try x.cumulative(.product, over: axis)
  case "correlation": return try Tensor.correlation(x, y, over: item.over)
  case "cosine": return try Tensor.cosineSimilarity(x, y, over: item.over)
  case "@": return try Tensor.matrixProduct(x, y)
  case "contract": return try Tensor.contract(x, y, over: item.over)
  case "outer": return try Tensor.outer(x, y)
  case "singular_values": return try x.singularValues()
  case "effective_rank": return try x.effectiveRank()
  case "qr_r": return try x.qr().r
  case "eigenvalues": return try x.eigenvalues().withoutLabels
  case "inverse": return try x.inverse()
  case "solve": return try x.solving(y)
  case "factored_norm": return try FactoredMatrix(x, y).norm()
  default:
    Issue.record("no operation \(item.operation)")
    return x
  }
}

private let reductions: [String: Reduction] = [
  "sum": .sum, "mean": .mean, "max": .max, "min": .min, "norm": .norm, "norm1": .norm1, "normMax": .normMax,
  "product": .product, "variance": .variance(unbiased: false), "std": .standardDeviation(unbiased: true),
  "median": .median, "quantile": .quantile(0.3), "argmax": .argmax, "argmin": .argmin, "count": .count,
]

extension Tensor {
  fileprivate var withoutLabels: Tensor { onAxes(axes.map { $0.labelled(nil) }) }
}
