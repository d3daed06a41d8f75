import WeirText

/// How a value becomes a colour: a palette and the values at its two ends.
public struct ColourScale: Sendable, Equatable {
  public let palette: Palette
  /// The value drawn with the palette's first colour.
  public let lower: Double
  /// The value drawn with the palette's last colour.
  public let upper: Double
  /// What the colour measures, such as `attention`; empty for none.
  public var name: String
  /// Whether equal ratios, not equal differences, are equally far apart; both ends are positive then.
  public let isLogarithmic: Bool

  /// A scale between two values; one that asks for logarithms and does not begin above 0 is linear.
  public init(
    _ palette: Palette, from lower: Double, to upper: Double, name: String = "", isLogarithmic: Bool = false
  ) {
    self.palette = palette
    self.lower = lower
    self.upper = upper > lower ? upper : lower + 1
    self.name = name
    self.isLogarithmic = isLogarithmic && lower > 0
  }

  /// The scale that fits the values: from 0 upwards when none is negative, otherwise centred at 0.
  ///
  /// A palette that is named wins: a sequential one then spans the values as they are.
  /// Asked for logarithms, it begins at the smallest value, where that is above 0.
  public init(
    fitting values: some Sequence<Float>, palette: Palette? = nil, name: String = "", isLogarithmic: Bool = false
  ) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, Double(value))
      high = max(high, Double(value))
    }
    if low > high { (low, high) = (0, 1) }
    let chosen = palette ?? (low < 0 ? .redBlue : .blues)
    if isLogarithmic, low > 0, chosen.kind != .diverging {
      self.init(chosen, from: low, to: high, name: name, isLogarithmic: true)
      return
    }
    if chosen.kind == .diverging {
      let bound = max(abs(low), abs(high))
      self.init(chosen, from: -(bound > 0 ? bound : 1), to: bound > 0 ? bound : 1, name: name)
    } else {
      self.init(chosen, from: min(low, 0), to: high > 0 ? high : (low < 0 ? 0 : 1), name: name)
    }
  }

  /// Whether the scale is centred at 0, with a colour for each sign.
  public var isDiverging: Bool { palette.kind == .diverging }

  /// Where a value lies between the ends, 0 to 1, or nil when it is missing; values beyond an end are drawn as the end.
  public func position(_ value: Float) -> Double? {
    guard !value.isNaN else { return nil }
    let value = min(upper, max(lower, Double(value)))
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    return min(1, max(0, Logarithm.base10(value / lower) / Logarithm.base10(upper / lower)))
  }

  /// The colour of a value on a light or dark ground, or nil when it is missing.
  public func colour(_ value: Float, on ground: Ground) -> RGB? {
    position(value).map { palette.colour(at: $0, on: ground) }
  }

  /// The digits behind the point with which values on this scale are told apart.
  public var decimals: Int {
    let size = max(abs(lower), abs(upper))
    let areWhole = lower == lower.rounded() && upper == upper.rounded()
    if size >= 1000 || areWhole && size >= 10 { return 0 }
    if size >= 10 { return 1 }
    if size >= 0.1 { return 2 }
    // Three digits of the largest value, as long as they need no exponent.
    var (decimals, unit) = (4, 0.01)
    while unit > size, decimals < NumberText.mostDecimals { (decimals, unit) = (decimals + 1, unit / 10) }
    return unit > size ? NumberText.mostDecimals + 1 : decimals
  }

  /// Round values along the scale with their texts, at least two, and one of each sign: powers of ten where it is
  /// logarithmic.
  func ticks(count: Int) -> Ticks {
    if isLogarithmic, upper / lower >= 10 { return Ticks(powersFrom: lower, to: upper) }
    var (ticks, count) = (Ticks(from: lower, to: upper, count: count), count)
    while ticks.values.count < (isDiverging ? 3 : 2), count < 12 {
      count += 1
      ticks = Ticks(from: lower, to: upper, count: count)
    }
    return ticks
  }
}
