import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

/// A weight of some layers, heads or neurons, of no model yet: `L5H1.W_Q`, `L*H*.W_OV`.
///
/// `m[...]` gives the numbers.
public final class WeightObject: Object {
  /// What may stand behind the dot: a weight of the file, or a product that is kept as factors.
  enum Kind {
    case plain(WeightName)
    /// `W_V W_O`: what a head writes for what it reads, `[d_model, d_model']`.
    case outputValue
    /// `W_Q W_K` transposed: how a head matches queries with keys, `[d_model, d_model']`; where positions are rotary, at
    /// distance 0.
    case queryKey
  }

  let component: Component
  let kind: Kind

  /// Nil when there is no such weight.
  init?(_ name: String, of component: Component) {
    switch name {
    case "W_OV": kind = .outputValue
    case "W_QK": kind = .queryKey
    default:
      guard let plain = WeightName(text: name), plain.isLayered else { return nil }
      kind = .plain(plain)
    }
    self.component = component
  }

  /// The names that may stand behind a component.
  static let names = ["W_OV", "W_QK"] + WeightName.allCases.filter(\.isLayered).map(\.shortName)

  public override var typeName: String { "weight" }
  public override var text: String { "\(component.text).\(name)" }
  public override var summary: String? { "the weight \(text)" }

  private var name: String {
    switch kind {
    case .plain(let name): name.shortName
    case .outputValue: "W_OV"
    case .queryKey: "W_QK"
    }
  }

  /// The numbers of a model; a product of a bare layer is one of each of its heads.
  func value(in whole: Model) throws -> Value {
    _ = try component.members(in: whole.configuration)
    let model = whole.part(component.stack)
    let heads = component.part == .layer ? Component(layers: component.layers, part: .head(.all)) : component
    switch kind {
    case .plain(let name): return Value(try tensor(name, of: component, model))
    case .outputValue:
      return .object(
        FactoredObject(try FactoredMatrix(tensor(.value, of: heads, model), tensor(.output, of: heads, model))))
    case .queryKey:
      let keys = try tensor(.key, of: heads, model)
      let order = keys.axisNames.dropLast(2) + ["d_head", "d_model"]
      return .object(
        FactoredObject(try FactoredMatrix(tensor(.query, of: heads, model), keys.transposed(Array(order)))))
    }
  }

  /// A weight of some layers and parts; `layer` and `head` are axes where the component has several.
  ///
  /// Heads that share keys and values have those of their group; where none are shared, each head is a group.
  /// - Throws: `ModelProblem.siteHasNoParts`.
  private func tensor(_ name: WeightName, of component: Component, _ model: Model) throws -> Tensor {
    var whole = try model.weight(WeightPlace(name, layer: component.layers.single))
    switch component.part {
    case .head where whole.axisNames.contains("group"): whole = try Self.repeated(whole, model.configuration)
    case .group where name.isOfKeys && whole.axisNames.contains("head"): whole = try whole.renamed([("head", "group")])
    default: break
    }
    var indices: [AxisIndex] = []
    if component.layers.single == nil { indices += try Component(layers: component.layers).indices(of: whole.axes) }
    if let axis = component.part.weightAxis {
      guard whole.axisNames.contains(axis) else {
        throw ModelProblem.siteHasNoParts(
          text, site: self.name, noun: component.part.noun, layer: component.layers.text)
      }
      indices += try Component(layers: .all, part: component.part).indices(of: whole.axes).filter { $0.axis != "layer" }
    }
    return indices.isEmpty ? whole : try whole.selecting(indices)
  }

  /// The weights of groups, once for each head that reads them.
  private static func repeated(_ groups: Tensor, _ c: ModelConfiguration) throws -> Tensor {
    let shared = c.headCount / max(1, c.keyValueHeadCount)
    let places = (0..<c.headCount).map { $0 / max(1, shared) }
    return try groups.selecting("group", .positions(places)).labelled("group", nil).renamed([("group", "head")])
  }
}

extension WeightName {
  /// Whether heads may share it.
  fileprivate var isOfKeys: Bool {
    switch self {
    case .key, .keyBias, .value, .valueBias: true
    default: false
    }
  }
}

extension Component.Part {
  /// The axis of a weight that holds these parts; nil for a layer.
  fileprivate var weightAxis: String? {
    switch self {
    case .layer: nil
    case .head: "head"
    case .group: "group"
    case .neuron: "d_mlp"
    }
  }
}
