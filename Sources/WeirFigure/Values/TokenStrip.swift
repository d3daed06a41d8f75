import WeirText

/// A text whose tokens have one or more numbers each, drawn as coloured running text.
public struct TokenStrip: Sendable, Equatable {
  /// One series of numbers: one a token, on a scale of its own.
  public struct Series: Sendable, Equatable {
    /// What the numbers are, such as `loss` or `L3N652`.
    public var name: String
    /// One a token; NaN where there is none.
    public var values: [Float]
    public var scale: ColourScale
    /// The Weir line of a token's number, where one is known; `{row}` is the token's position.
    public var line: WeirLine?

    public init(name: String, values: [Float], scale: ColourScale? = nil, line: WeirLine? = nil) {
      self.name = name
      self.values = values
      self.scale = scale ?? ColourScale(fitting: values, name: name)
      self.line = line
    }
  }

  /// The tokens with spaces and line breaks visible, not made unique: they are read as text.
  public let tokens: [String]
  /// The series; each has as many values as there are tokens.
  public internal(set) var series: [Series]

  public init(tokens: [String], series: [Series]) {
    self.tokens = tokens.map { TokenLabels.visible($0) }
    self.series = series.map { one in
      var one = one
      one.values = Array(one.values.prefix(tokens.count))
      one.values += Array(repeating: .nan, count: tokens.count - one.values.count)
      return one
    }
  }

  /// A token with its position and its numbers: `5 ␣cat: loss 0.43210232, rank 3`.
  public func describe(_ position: Int) -> String {
    let numbers = series.map { one in
      let value = NumberText.exact(one.values[position])
      return one.name.isEmpty ? value : one.name + " " + value
    }
    return "\(position) \(tokens[position]): " + numbers.joined(separator: ", ")
  }
}
