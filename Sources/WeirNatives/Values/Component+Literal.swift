// Component literals of the language as components of models: the same shape in two layers of the house.

import WeirLanguage
import WeirModel

extension Component {
  /// The component that a literal spells.
  public init(_ literal: ComponentLiteral) {
    self.init(
      stack: literal.stack.flatMap(StackName.init), layers: Selection(literal.layers), part: Part(literal.part))
  }
}

extension Selection {
  init(_ selector: ComponentLiteral.Selector) {
    switch selector {
    case .one(let place): self = .one(place)
    case .all: self = .all
    case .range(let range): self = .range(range)
    }
  }
}

extension Component.Part {
  init(_ part: ComponentLiteral.Part) {
    switch part {
    case .layer: self = .layer
    case .head(let selector): self = .head(Selection(selector))
    case .neuron(let selector): self = .neuron(Selection(selector))
    case .group(let selector): self = .group(Selection(selector))
    }
  }
}
