/// How a value becomes a colour: a palette and the values at its two ends.
public struct ColourScale: Sendable, Equatable {
  public let palette: Palette
  /// The value drawn with the palette's first colour.
  public let lower: Double
  /// The value drawn with the palette's last colour.
  public let upper: Double
  /// What the colour measures, such as `attention`; empty for none.
  public var name: String

  public init(_ palette: Palette, from lower: Double, to upper: Double, name: String = "") {
    self.palette = palette
    self.lower = lower
    self.upper = upper > lower ? upper : lower + 1
    self.name = name
  }

  /// The scale that fits the values: from 0 upwards when none is negative, otherwise centred at 0.
  ///
  /// A palette that is named wins: a sequential one then spans the values as they are.
  public init(fitting values: some Sequence<Float>, palette: Palette? = nil, name: String = "") {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, Double(value))
      high = max(high, Double(value))
    }
    if low > high { (low, high) = (0, 1) }
    let chosen = palette ?? (low < 0 ? .redBlue : .blues)
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
    return min(1, max(0, (Double(value) - lower) / (upper - lower)))
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
    return size >= 0.1 ? 2 : 4
  }
}
