import CKernels
import Foundation
import Testing

@testable import WeirTensor

@Suite(.serialized) struct ElementwiseTests {
  static let inputs: [Float] =
    stride(from: -30, through: 30, by: 0.0137).map { Float($0) } + [
      -200, -104, -88, -1e-8, 0, 1e-8, 88, 100, 3e5, -3e5,
    ]

  static let activations: [(weir_activation, String, @Sendable (Double) -> Double)] = [
    (WEIR_RELU, "relu", { max($0, 0) }),
    (WEIR_GELU, "gelu", { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }),
    (
      WEIR_GELU_TANH, "gelu_new", { $0 / (1 + exp(-2 * (2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }
    ),
    (WEIR_QUICK_GELU, "quick_gelu", { $0 / (1 + exp(-1.702 * $0)) }),
    (WEIR_RELU_SQUARED, "relu2", { $0 > 0 ? $0 * $0 : 0 }),
    (WEIR_SILU, "silu", { $0 / (1 + exp(-$0)) }),
    (WEIR_TANH, "tanh", { tanh($0) }),
  ]

  @Test("activations stay within a few units in the last place", arguments: 0..<activations.count)
  func activationsAreRight(index: Int) {
    let (kind, name, exact) = Self.activations[index]
    var x = Self.inputs
    weir_activate(kind, &x, x.count)
    for (input, found) in zip(Self.inputs, x) {
      let expected = exact(Double(input))
      // An argument of the exponential carries its own rounding (up to x² / 2), so the relative part grows with it.
      let tolerance = abs(expected) * 1e-6 * (1 + min(Double(input) * Double(input), 200) * 0.15) + 1e-37
      #expect(abs(Double(found) - expected) <= tolerance, "\(name)(\(input)) = \(found), not \(expected)")
    }
  }

  @Test("softmax rows sum to 1, keep minus infinity at 0 and match double precision", arguments: [1, 5, 16, 33, 300])
  func softmaxIsRight(count: Int) {
    var numbers = Numbers(state: UInt64(count))
    var x = numbers.floats(count, -20...20)
    if count > 2 { x[1] = -.infinity }
    let top = Double(x.max()!)
    let weights = x.map { exp(Double($0) - top) }
    let total = weights.reduce(0, +)
    var found = x
    weir_softmax(&found, count)
    // The argument of the exponential, up to 40, is rounded.
    for (a, b) in zip(found, weights) { #expect(abs(Double(a) - b / total) < 4e-6 * (b / total) + 1e-30) }
    #expect(abs(Double(weir_log_sum_exp(x, count)) - (top + log(total))) < 2e-6)
    var masked = [Float](repeating: -.infinity, count: count)
    weir_softmax(&masked, count)
    #expect(masked.allSatisfy { $0 == 0 })
  }

  @Test("norms match double precision", arguments: [true, false], [7, 16, 100])
  func normsAreRight(centred: Bool, width: Int) {
    var numbers = Numbers(state: 3)
    let rows = 3
    let x = numbers.floats(rows * width, -3...4)
    let gain = numbers.floats(width)
    let bias = numbers.floats(width)
    var means = [Float](repeating: 0, count: rows)
    var scales = means
    var out = [Float](repeating: 0, count: rows * width)
    weir_norm_statistics(x, width, rows, width, centred, 1e-5, &means, &scales)
    weir_norm_apply(x, width, rows, width, means, scales, gain, bias, &out, width)
    var normal = out
    weir_norm_apply(x, width, rows, width, means, scales, nil, nil, &normal, width)
    var again = out
    weir_affine(normal, width, rows, width, gain, bias, &again, width)
    #expect(again == out, "norm in one step and in two give the same bits")
    for row in 0..<rows {
      let values = x[(row * width)..<((row + 1) * width)].map(Double.init)
      let mean = centred ? values.reduce(0, +) / Double(width) : 0
      let scale = (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(width) + 1e-5).squareRoot()
      for (i, value) in values.enumerated() {
        let expected = (value - mean) / scale * Double(gain[i]) + Double(bias[i])
        #expect(abs(Double(out[row * width + i]) - expected) < 2e-6)
      }
    }
  }

  /// Runs every kind of loop over one set of numbers.
  static func everything() -> [[Float]] {
    var numbers = Numbers(state: 77)
    let width = 53
    let x = numbers.floats(4 * width, -4...4)
    let gain = numbers.floats(width)
    var results: [[Float]] = []
    for (kind, _, _) in activations {
      var y = inputs
      weir_activate(kind, &y, y.count)
      var gated = x
      weir_activate_gated(kind, &gated, x, x.count)
      results += [y, gated]
    }
    var means = [Float](repeating: 0, count: 4)
    var scales = means
    var out = x
    weir_norm_statistics(x, width, 4, width, true, 1e-5, &means, &scales)
    weir_norm_apply(x, width, 4, width, means, scales, gain, gain, &out, width)
    var soft = x
    weir_softmax(&soft, soft.count)
    var capped = x
    weir_soft_cap(&capped, 1.5, capped.count)
    var panels = [Float](repeating: 0, count: weir_panel_size(4, width))
    ProductTests.withRows(of: x, count: 4, width: width) { weir_pack_columns($0, 0, 4, width, &panels) }
    var scores = [Float](repeating: 0, count: 16)
    weir_panel_product(x, width, 4, width, panels, width, 4, &scores, 4)
    var small = [Float](repeating: 0, count: 16)
    var scratch = [Float](repeating: 0, count: weir_small_product_scratch(true, 4, width))
    weir_small_product(WEIR_FLOAT32, true, 4, 4, width, x, width, x, width, &small, 4, &scratch)
    results += products()
    results += [means, scales, out, soft, capped, panels, scores, small]
    results += [[weir_dot(x, out, x.count), weir_log_sum_exp(x, x.count)]]
    return results
  }

  /// Small products of every layout and element, with one block of the depth and with several.
  static func products() -> [[Float]] {
    var numbers = Numbers(state: 78)
    var results: [[Float]] = []
    for (rows, columns, depth) in [(1, 33, 40), (6, 50, 500), (9, 70, 801), (17, 5, 16)] {
      let (a, b) = (numbers.floats(rows * depth), numbers.floats(columns * depth))
      for precision in Precision.allCases {
        var kept = [UInt8](repeating: 0, count: b.count * precision.byteCount)
        precision.round(b.count, from: b, into: &kept)
        for transposed in [false, true] {
          var c = [Float](repeating: .nan, count: rows * columns)
          var scratch = [Float](repeating: .nan, count: weir_small_product_scratch(transposed, rows, depth))
          weir_small_product(
            precision.element, transposed, rows, columns, depth, a, depth, kept, transposed ? depth : columns, &c,
            columns, &scratch)
          results.append(c)
        }
      }
    }
    return results
  }

  @Test("AVX2 and AVX-512 give the same bits, and the plain loops the same numbers but for rounding")
  func instructionSetsAgree() {
    let best = Self.everything()
    defer { _ = weir_use_instruction_set(WEIR_BEST) }
    if weir_use_instruction_set(WEIR_AVX2) {
      for (a, b) in zip(best, Self.everything()) { #expect(a.map(\.bitPattern) == b.map(\.bitPattern)) }
    }
    _ = weir_use_instruction_set(WEIR_PLAIN)
    for (a, b) in zip(best, Self.everything()) {
      for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-5 * max(1, abs(x))) }
    }
  }
}
