/// A part of a transformer in the field's notation, as written: `L5`, `L5H1`, `L*H*`, `L5N652`, `L5G1`, `L[0..<9]H*`.
public struct ComponentLiteral: Sendable, Hashable {
  /// Which layers, heads or neurons.
  public enum Selector: Sendable, Hashable {
    case one(Int)
    case all
    /// Half-open, whichever way it was written.
    case range(Range<Int>)
  }

  /// What within a layer.
  public enum Part: Sendable, Hashable {
    case layer
    case head(Selector)
    case neuron(Selector)
    /// A key-value group of heads.
    case group(Selector)
  }

  public let layers: Selector
  public let part: Part

  public init(layers: Selector, part: Part) {
    self.layers = layers
    self.part = part
  }
}
