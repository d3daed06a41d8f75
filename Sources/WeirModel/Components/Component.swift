/// A part of a transformer, or a grid of such parts, in the field's notation: `L5`, `L5H1`, `L*H*`, `L5N652`, `L5G1`.
///
/// It belongs to no model; `layers(in:)` and `parts(in:)` check it against one.
public struct Component: Sendable, Hashable {
  public var stack: StackName?
  public var layers: Selection
  public var part: Part

  public init(stack: StackName? = nil, layers: Selection, part: Part = .layer) {
    self.stack = stack
    self.layers = layers
    self.part = part
  }

  /// The same part, as its stack's own model sees it.
  var withoutStack: Component { Component(layers: layers, part: part) }

  /// Layer `L5`.
  public static func layer(_ layer: Int) -> Component { Component(layers: .one(layer)) }

  /// Head `L5H1`.
  public static func head(_ layer: Int, _ head: Int) -> Component {
    Component(layers: .one(layer), part: .head(.one(head)))
  }

  /// Neuron `L5N652`.
  public static func neuron(_ layer: Int, _ neuron: Int) -> Component {
    Component(layers: .one(layer), part: .neuron(.one(neuron)))
  }

  /// What within a layer.
  public enum Part: Sendable, Hashable {
    case layer
    case head(Selection)
    case neuron(Selection)
    /// A key-value group of heads.
    case group(Selection)

    /// Which of the heads, neurons or groups; nil for a layer.
    public var selection: Selection? {
      switch self {
      case .layer: nil
      case .head(let selection), .neuron(let selection), .group(let selection): selection
      }
    }

    /// What one of them is called.
    public var noun: String {
      switch self {
      case .layer: "layer"
      case .head: "head"
      case .neuron: "neuron"
      case .group: "key-value group"
      }
    }

    var letter: String {
      switch self {
      case .layer: ""
      case .head: "H"
      case .neuron: "N"
      case .group: "G"
      }
    }
  }

  /// The stack of an encoder-decoder model: `enc.L5H1`, `dec.L5H1`.
  public enum StackName: String, Sendable, Hashable, CaseIterable {
    case encoder = "enc"
    case decoder = "dec"

    /// What TransformerLens's hook names begin with.
    var hookPrefix: String { self == .encoder ? "encoder" : "decoder" }
  }

  /// `L5H1`, `L*H*`, `enc.L[0..<9]`.
  public var text: String {
    (stack.map { $0.rawValue + "." } ?? "") + "L" + layers.text + part.letter + (part.selection?.text ?? "")
  }

  /// Whether it names exactly one layer, head, neuron or group.
  public var isSingle: Bool { layers.single != nil && (part == .layer || part.selection?.single != nil) }

  /// The layers it means in a model.
  public func layers(in configuration: ModelConfiguration) throws(ModelProblem) -> Range<Int> {
    if let stack, configuration.encoder == nil {
      throw .noStack(stack.rawValue, text, model: configuration.name)
    }
    let count = configuration.layerCount(of: stack)
    guard let layers = layers.indices(of: count) else {
      throw .noSuchComponent(text, model: configuration.name, noun: "layer", letter: "L", count: count)
    }
    return layers
  }

  /// The heads, neurons or groups it means in a model; nil for a whole layer.
  public func parts(in configuration: ModelConfiguration) throws(ModelProblem) -> Range<Int>? {
    guard let selection = part.selection else { return nil }
    let count =
      switch part {
      case .layer: 0
      case .head: configuration.headCount
      case .neuron: configuration.dMLP
      case .group: configuration.keyValueHeadCount
      }
    guard let parts = selection.indices(of: count) else {
      throw .noSuchComponent(text, model: configuration.name, noun: part.noun, letter: part.letter, count: count)
    }
    return parts
  }

  /// The single components that it means in a model, layer by layer.
  public func members(in configuration: ModelConfiguration) throws(ModelProblem) -> [Component] {
    let parts = try parts(in: configuration)
    return try layers(in: configuration).flatMap { layer -> [Component] in
      guard let parts else { return [Component(stack: stack, layers: .one(layer))] }
      return parts.map { index in
        let part: Part =
          switch self.part {
          case .layer: .layer
          case .head: .head(.one(index))
          case .neuron: .neuron(.one(index))
          case .group: .group(.one(index))
          }
        return Component(stack: stack, layers: .one(layer), part: part)
      }
    }
  }
}

extension ModelConfiguration {
  /// The number of layers of a stack; nil means the decoder, or the only stack.
  public func layerCount(of stack: Component.StackName?) -> Int {
    if stack == .encoder, case .encoderDecoder(let layers) = self.stack { return layers }
    return layerCount
  }
}
