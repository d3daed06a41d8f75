import Foundation
import Testing
import WeirText

@testable import WeirTensor

/// Inputs and results that NumPy and SciPy computed; `Tests/Fixtures/tensors/make_cases.py` writes them.
struct NumpyCase: Sendable, CustomTestStringConvertible {
  let id: String
  let operation: String
  let inputs: [Tensor]
  let over: [String]
  let expected: Tensor
  let tolerance: Double

  var testDescription: String { id }

  static let all: [NumpyCase] = (try? load()) ?? []

  private static func load() throws -> [NumpyCase] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/tensors/cases.json")
    let json = try JSON(bytes: Array(Data(contentsOf: file)))
    guard let inputs = json["inputs"], let cases = json["cases"] else { return [] }
    let tensors = inputs.elements.map(tensor)
    return cases.elements.map { item in
      NumpyCase(
        id: item["id"]?.string ?? "", operation: item["op"]?.string ?? "",
        inputs: item["inputs"]?.elements.map { tensors[$0.integer ?? 0] } ?? [],
        over: item["over"]?.elements.compactMap(\.string) ?? [],
        expected: item["expected"].map(tensor) ?? Tensor(scalar: 0),
        tolerance: item["tolerance"]?.number ?? 0)
    }
  }

  private static func tensor(_ json: JSON) -> Tensor {
    let axes = json["axes"]?.elements.map { pair in
      let parts = Array(pair.elements)
      return Axis(parts[0].string ?? "", parts[1].integer ?? 0)
    }
    return Tensor(axes ?? [], json["values"]?.elements.map { $0.number.map { Float($0) } ?? Tensor.missing } ?? [])
  }
}

extension Tensor {
  /// What differs from another tensor: shapes, or the first value that is further off than the tolerance allows.
  func difference(from other: Tensor, tolerance: Double) -> String? {
    if axes != other.axes { return "axes \(axes.shapeText), expected \(other.axes.shapeText)" }
    let (mine, theirs) = (values, other.values)
    let scale = theirs.filter(\.isFinite).map { Double(abs($0)) }.max() ?? 1
    for (index, (a, b)) in zip(mine, theirs).enumerated() {
      if Tensor.isMissing(a) != Tensor.isMissing(b) { return "value \(index) is \(a), expected \(b)" }
      if Tensor.isMissing(a) || a == b { continue }
      let allowed = tolerance * Swift.max(Double(abs(b)), scale * 1e-2, 1e-6)
      if !(abs(Double(a) - Double(b)) <= allowed) { return "value \(index) is \(a), expected \(b)" }
    }
    return nil
  }
}

/// A tensor from names and sizes, with values 0, 1, 2 and so on unless they are given.
func tensor(_ shape: KeyValuePairs<String, Int>, _ values: [Float]? = nil) -> Tensor {
  let axes = shape.map { Axis($0.key, $0.value) }
  let count = axes.reduce(1) { $0 * $1.size }
  return Tensor(axes, values ?? (0..<count).map { Float($0) })
}
