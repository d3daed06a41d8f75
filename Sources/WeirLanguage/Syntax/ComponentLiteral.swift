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

  /// The stack of an encoder-decoder model, as it is written: `enc` or `dec`; nil where none is named.
  public let stack: String?
  public let layers: Selector
  public let part: Part

  public init(stack: String? = nil, layers: Selector, part: Part) {
    self.stack = stack
    self.layers = layers
    self.part = part
  }
}

extension ComponentLiteral {
  /// The same component in one of two stacks.
  func of(stack: String) -> ComponentLiteral { ComponentLiteral(stack: stack, layers: layers, part: part) }

  /// In words: "layer 2", "head 1 of layer 5", "every head of every layer".
  var meaning: String {
    let layer =
      switch layers {
      case .one(let index): "layer \(index)"
      case .all: "every layer"
      case .range(let range): "the layers \(range.lowerBound)..<\(range.upperBound)"
      }
    switch part {
    case .layer: return layer
    case .head(let selector): return "\(ComponentLiteral.meaning("head", selector)) of \(layer)"
    case .neuron(let selector): return "\(ComponentLiteral.meaning("neuron", selector)) of \(layer)"
    case .group(let selector): return "\(ComponentLiteral.meaning("key-value group", selector)) of \(layer)"
    }
  }

  private static func meaning(_ word: String, _ selector: Selector) -> String {
    switch selector {
    case .one(let index): "\(word) \(index)"
    case .all: "every \(word)"
    case .range(let range): "the \(word)s \(range.lowerBound)..<\(range.upperBound)"
    }
  }
}
