// Fixed figures, one for each kind of picture and each hard case; goldens and the tests of the faces draw these.
// The numbers come from sums, products and quotients only, so that they are the same on every machine.
import Testing
import WeirFigure

enum Gallery {
  struct Item: CustomTestStringConvertible, Sendable {
    let name: String
    let figure: Figure
    var testDescription: String { name }
  }

  /// Every figure, by name.
  static var all: [Item] { maps + tokenPictures + plots }

  static let prompt = ["<|endoftext|>", "the", " cat", " sat", " the", " cat", " sat"]

  /// Numbers in [-1, 1) that look random and are the same everywhere.
  static func noise(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Float(state >> 40) / Float(1 << 23) - 1
    }
  }

  /// A causal attention pattern `[query, key]`: rows sum to 1, the future is missing.
  ///
  /// Part `induction` of each row goes to
  /// the key `period - 1` places back.
  static func pattern(_ size: Int, seed: UInt64, induction: Float = 0, period: Int = 3) -> [Float] {
    let random = noise(size * size, seed: seed)
    var values = [Float](repeating: .nan, count: size * size)
    for query in 0..<size {
      var weights = (0...query).map { key -> Float in
        let value = (random[query * size + key] + 1) / 2
        return value * value * value * value / Float(1 + query - key) + (key == 0 ? 0.3 : 0.01)
      }
      let total = weights.reduce(0, +)
      weights = weights.map { $0 / total }
      let target = query - period + 1
      if induction > 0, target > 0 {
        weights = weights.map { $0 * (1 - induction) }
        weights[target] += induction
      }
      for key in 0...query { values[query * size + key] = weights[key] }
    }
    return values
  }

  static func words(_ count: Int) -> [String] {
    let vocabulary = [
      " the", " river", " runs", " over", " a", " weir", ",", " and", " internationalisation", " water", "\n",
    ]
    return (0..<count).map { $0 == 0 ? "<|endoftext|>" : vocabulary[($0 * 7 + $0 / 5) % vocabulary.count] }
  }
}
