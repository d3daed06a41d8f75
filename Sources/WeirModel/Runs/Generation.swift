import WeirTensor

/// How text is continued.
public struct Generation: Sendable {
  /// The most tokens to add.
  public var limit: Int
  /// 0 takes the likeliest token; else logits are divided by it before one is drawn.
  public var temperature: Double
  /// Only this many likeliest tokens are drawn from.
  public var topK: Int?
  /// Only the likeliest tokens whose probabilities reach this sum are drawn from, the one that crosses it included.
  public var topP: Double?
  public var seed: UInt64
  /// Tokens after which a prompt is not continued.
  public var stops: Set<Int>

  public init(
    limit: Int, temperature: Double = 0, topK: Int? = nil, topP: Double? = nil, seed: UInt64 = 0, stops: Set<Int> = []
  ) {
    self.limit = limit
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.seed = seed
    self.stops = stops
  }

  /// Draws a token from a row of logits; ties go to the smaller number.
  func draw(_ logits: UnsafeBufferPointer<Float>, _ random: inout Philox) -> Int {
    guard temperature > 0 else { return logits.indices.max { (logits[$0], $1) < (logits[$1], $0) } ?? 0 }
    var order = Array(logits.indices)
    let cut = topK.map { max(1, $0) } ?? order.count
    if topK != nil || topP != nil { order.sort { (logits[$1], $0) < (logits[$0], $1) } }
    order = Array(order.prefix(cut))
    let top = order.lazy.map { Double(logits[$0]) }.max() ?? 0
    var weights = order.map { exponential((Double(logits[$0]) - top) / temperature) }
    let total = weights.reduce(0, +)
    if let topP {
      var sum = 0.0
      let kept = weights.firstIndex { weight in
        sum += weight / total
        return sum > topP
      }
      weights = Array(weights.prefix((kept ?? weights.count - 1) + 1))
    }
    var rest = Double.random(in: 0..<1, using: &random) * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return order[index] }
    }
    return order[max(0, weights.count - 1)]
  }
}
