// The angles of rotary positions. Frequencies and angles are rounded to float32 at the steps at which transformers rounds
// them, because at position 10,000 the last bit of a frequency is worth a thousandth of a turn.

import Synchronization
import WeirTensor

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// Cosines and sines of one kind of layer: `[position, pair]` of each.
final class RotationTable: Sendable {
  private let numbers: FloatBuffer
  private let pairs: Int
  /// How many positions it has.
  let count: Int

  init(_ frequencies: [Float], magnitude: Float, positions: Int) {
    pairs = frequencies.count
    count = positions
    numbers = FloatBuffer(count: 2 * positions * pairs)
    for position in 0..<positions {
      let row = numbers.base + 2 * position * pairs
      for (pair, frequency) in frequencies.enumerated() {
        let angle = Float(position) * frequency
        row[pair] = cosf(angle) * magnitude
        row[pairs + pair] = sinf(angle) * magnitude
      }
    }
  }

  /// A position's cosines, and behind them its sines.
  func row(_ position: Int) -> UnsafePointer<Float> {
    precondition(position >= 0 && position < count, "the table reaches the position")
    return UnsafePointer(numbers.base + 2 * position * pairs)
  }
}

/// The rotation tables of a model, made when first needed and as long as needed.
final class Rotations: Sendable {
  private let rotary: ModelConfiguration.Rotary
  private let tables = Mutex<[Key: RotationTable]>([:])

  private struct Key: Hashable {
    let isLocal: Bool
    /// The prompt length that the angles are made for, where they depend on it.
    let length: Int?
  }

  init(_ rotary: ModelConfiguration.Rotary) { self.rotary = rotary }

  /// The table for a layer (with a window or without) of a prompt of `length` tokens, `positions` of which are needed.
  func table(isLocal: Bool, length: Int, positions: Int) -> RotationTable {
    let isLocal = isLocal && rotary.local != nil
    let scaling = rotary.scaling(isLocal: isLocal)
    let key = Key(isLocal: isLocal, length: scaling.lengthClass(length))
    return tables.withLock { tables in
      if let known = tables[key], known.count >= positions { return known }
      // Angles that change with every length would fill memory one prompt after another.
      if tables.count > 8 { tables.removeAll() }
      var count = 64
      while count < positions { count *= 2 }
      let (frequencies, magnitude) = rotary.frequencies(isLocal: isLocal, length: key.length ?? length)
      let table = RotationTable(frequencies, magnitude: magnitude, positions: count)
      tables[key] = table
      return table
    }
  }

  /// Whether a prompt's angles change when it grows from one length to another.
  func differ(from length: Int, to other: Int) -> Bool {
    rotary.scaling.lengthClass(length) != rotary.scaling.lengthClass(other)
  }
}

extension ModelConfiguration.Rotary {
  func scaling(isLocal: Bool) -> Scaling { isLocal ? local?.scaling ?? scaling : scaling }

  /// What each pair turns by from one position to the next, and what cosine and sine are multiplied by.
  func frequencies(isLocal: Bool, length: Int) -> (frequencies: [Float], magnitude: Float) {
    let base = isLocal ? local?.base ?? self.base : self.base
    /// `base^(2i / period)`, the inverse of the unscaled frequency.
    func wave(_ base: Double) -> [Float] {
      (0..<(dimensions / 2)).map { Float(power(Double(Float(base)), Double(Float(2 * $0) / Float(period)))) }
    }
    let plain = wave(base).map { 1 / $0 }
    switch scaling(isLocal: isLocal) {
    case .none: return (plain, 1)
    case .linear(let factor): return (plain.map { $0 / Float(factor) }, 1)
    case .dynamic(let factor, let context):
      guard length > context, period > 2 else { return (plain, 1) }
      let stretch = factor * Double(length) / Double(context) - (factor - 1)
      let longer = base * power(stretch, Double(period) / Double(period - 2))
      return (wave(longer).map { 1 / $0 }, 1)
    case .llama3(let factor, let low, let high, let context):
      return (plain.map { llama3($0, Float(factor), Float(low), Float(high), Float(context)) }, 1)
    case .yarn(let factor, let fast, let slow, let magnitude, let context, let truncates):
      let ramp = yarnRamp(base, fast, slow, context, truncates)
      let scaled = wave(base).enumerated().map { pair, wave in
        let kept = 1 - ramp[pair]
        return 1 / (Float(factor) * wave) * (1 - kept) + 1 / wave * kept
      }
      return (scaled, Float(magnitude))
    case .long(let short, let long, let magnitude, let context):
      let divisors = length > context ? long : short
      return (zip(divisors, wave(base)).map { 1 / (Float($0) * $1) }, Float(magnitude))
    }
  }

  /// Long waves are stretched, short ones are not, those between partly (Llama 3.1).
  private func llama3(_ frequency: Float, _ factor: Float, _ low: Float, _ high: Float, _ context: Float) -> Float {
    let length = 2 * Float.pi / frequency
    if length < context / high { return frequency }
    if length > context / low { return frequency / factor }
    let smooth = (context / length - low) / (high - low)
    return (1 - smooth) * frequency / factor + smooth * frequency
  }

  /// From 0 for pairs that turn more than `fast` times within the context to 1 for those below `slow`.
  ///
  /// Peng et al. 2023.
  private func yarnRamp(_ base: Double, _ fast: Double, _ slow: Double, _ context: Int, _ truncates: Bool) -> [Float] {
    func dimension(_ turns: Double) -> Double {
      Double(period) * log(Double(context) / (turns * 2 * .pi)) / (2 * log(base))
    }
    var (low, high) = (dimension(fast), dimension(slow))
    if truncates { (low, high) = (low.rounded(.down), high.rounded(.up)) }
    (low, high) = (max(low, 0), min(high, Double(period - 1)))
    if low == high { high += 0.001 }
    return (0..<(dimensions / 2)).map { min(1, max(0, (Float($0) - Float(low)) / Float(high - low))) }
  }
}

extension ModelConfiguration.Rotary.Scaling {
  /// Equal for prompt lengths that have the same angles; nil where the length does not matter.
  func lengthClass(_ length: Int) -> Int? {
    switch self {
    case .dynamic(_, let context): max(length, context)
    case .long(_, _, _, let context): length > context ? context + 1 : context
    default: nil
    }
  }
}
