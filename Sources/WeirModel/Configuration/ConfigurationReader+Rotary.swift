#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Rotary positions: today's spelling (`rope_parameters`) and the older one (`rope_theta`, `rope_scaling` at the top).

extension ConfigurationReader {
  /// What a family says of its rotary positions where the file says nothing.
  struct RotaryDefaults {
    var base = 10_000.0
    /// The part of a head's dimensions that turns.
    var part = 1.0
    var baseKeys = ["rope_theta"]
    var partKeys = ["partial_rotary_factor"]
    /// Phi-3 keeps the context of its training beside `rope_scaling`, and writes the same scaling under two older names.
    var isPhi3 = false
  }

  /// Reads the angles of one kind for all layers.
  mutating func rotary(
    headSize: Int, contextLength: Int, _ defaults: RotaryDefaults = RotaryDefaults()
  ) throws(ConfigurationProblem) -> ModelConfiguration.Rotary {
    let outerBase = try optionalPositive(defaults.baseKeys)
    let outerPart = try optionalPositive(defaults.partKeys)
    let original =
      defaults.isPhi3 ? try integer("original_max_position_embeddings", default: 4096) : nil
    let scaled = try object("rope_scaling")
    let parameters = try object("rope_parameters")
    // The older key wins where both are there, as in transformers.
    guard var rope = scaled ?? parameters else {
      let part = outerPart ?? defaults.part
      return ModelConfiguration.Rotary(
        dimensions: try turning(headSize, part), period: Int(Double(headSize) * part), base: outerBase ?? defaults.base)
    }
    let base = try rope.optionalPositive(["rope_theta"]) ?? outerBase ?? defaults.base
    let part = try rope.optionalPositive(["partial_rotary_factor"]) ?? outerPart ?? defaults.part
    let dimensions = try turning(headSize, part)
    let scaling = try rope.scaling(
      contextLength: contextLength, original: original, dimensions: dimensions, isPhi3: defaults.isPhi3)
    try rope.finish()
    return ModelConfiguration.Rotary(
      dimensions: dimensions, period: Int(Double(headSize) * part), base: base, scaling: scaling)
  }

  /// The number of dimensions that turn, which come in pairs; an odd part of a head is filled up by one more.
  func turning(_ headSize: Int, _ part: Double) throws(ConfigurationProblem) -> Int {
    let dimensions = (Int(Double(headSize) * min(part, 2)) + 1) / 2 * 2
    guard dimensions > 0, dimensions <= headSize else {
      throw .contradiction(
        "rotary positions turn pairs of dimensions, and \(part) of \(headSize) are none of them", path: path)
    }
    return dimensions
  }

  mutating func optionalPositive(_ keys: [String]) throws(ConfigurationProblem) -> Double? {
    guard let (key, value) = try value(keys) else { return nil }
    guard let number = value.number, number.isFinite, number > 0 else {
      throw wrongType(key, value, "a number above 0")
    }
    return number
  }

  /// The scaling that one object of rotary parameters describes (`modeling_rope_utils.py` of transformers).
  mutating func scaling(
    contextLength: Int, original outer: Int?, dimensions: Int, isPhi3: Bool = false
  ) throws(ConfigurationProblem) -> ModelConfiguration.Rotary.Scaling {
    var kind = try string("rope_type", "type", default: "default")
    if isPhi3, kind == "su" || kind == "yarn" { kind = "longrope" }
    let inner = try optionalInteger("original_max_position_embeddings")
    let original = outer ?? inner ?? contextLength
    switch kind {
    case "default", "mrope":
      ignore("factor")
      return .none
    case "linear": return .linear(factor: try factor())
    case "dynamic": return .dynamic(factor: try factor(), originalContext: contextLength)
    case "llama3":
      return .llama3(
        factor: try factor(), lowFrequency: try number("low_freq_factor", above: 0),
        highFrequency: try number("high_freq_factor", above: 0), originalContext: original)
    case "yarn": return try yarn(contextLength: contextLength, original: original)
    case "longrope": return try long(contextLength: contextLength, original: original, dimensions: dimensions)
    default:
      throw .unsupported(
        "rope_type", found: "`\(kind)`", allowed: ["default", "dynamic", "linear", "llama3", "longrope", "yarn"],
        path: path)
    }
  }

  private mutating func factor() throws(ConfigurationProblem) -> Double { try number("factor", above: 0) }

  private mutating func yarn(
    contextLength: Int, original: Int
  ) throws(ConfigurationProblem) -> ModelConfiguration.Rotary.Scaling {
    let factor = try optionalNumber("factor", above: 0) ?? Double(contextLength) / Double(original)
    func magnitude(_ weight: Double) -> Double { factor <= 1 ? 1 : 0.1 * weight * log(factor) + 1 }
    var whole = magnitude(1)
    let upper = try optionalNumber("mscale")
    let lower = try optionalNumber("mscale_all_dim")
    if let upper, let lower, upper != 0, lower != 0 { whole = magnitude(upper) / magnitude(lower) }
    func orUsual(_ number: Double?, _ usual: Double) -> Double { number.map { $0 == 0 ? usual : $0 } ?? usual }
    return .yarn(
      factor: factor, betaFast: orUsual(try optionalNumber("beta_fast"), 32),
      betaSlow: orUsual(try optionalNumber("beta_slow"), 1),
      magnitude: try optionalNumber("attention_factor", above: 0) ?? whole, originalContext: original,
      truncates: try bool("truncate", default: true))
  }

  private mutating func long(
    contextLength: Int, original: Int, dimensions: Int
  ) throws(ConfigurationProblem) -> ModelConfiguration.Rotary.Scaling {
    func divisors(_ key: String, _ numbers: [Double]?) throws(ConfigurationProblem) -> [Double] {
      guard var numbers else { throw .missingKey([key], path: path) }
      // One number stands for all dimensions, as it does in transformers.
      if numbers.count == 1 { numbers = Array(repeating: numbers[0], count: dimensions / 2) }
      guard numbers.count == dimensions / 2, numbers.allSatisfy({ $0 > 0 }) else {
        throw .contradiction(
          "`\(key)` has \(numbers.count) numbers, where \(dimensions) turning dimensions need \(dimensions / 2) above 0",
          path: path)
      }
      return numbers
    }
    let factor = try optionalNumber("factor", above: 0) ?? Double(contextLength) / Double(original)
    let usual = factor <= 1 ? 1 : (1 + log(factor) / log(Double(original))).squareRoot()
    return .long(
      short: try divisors("short_factor", try numbers("short_factor")),
      long: try divisors("long_factor", try numbers("long_factor")),
      magnitude: try optionalNumber("attention_factor", above: 0) ?? usual, originalContext: original)
  }
}
