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

  /// The numbers of a model.
  func value(in model: Model) throws -> Value {
    switch kind {
    case .plain(let name): return Value(try tensor(name, model))
    case .outputValue:
      return .object(FactoredObject(try FactoredMatrix(headed(.value, model), tensor(.output, model))))
    case .queryKey:
      let keys = try headed(.key, model)
      let order = keys.axisNames.dropLast(2) + ["d_head", "d_model"]
      return .object(FactoredObject(try FactoredMatrix(tensor(.query, model), keys.transposed(Array(order)))))
    }
  }

  /// A weight of these layers and parts; `layer` and `head` are axes where the component has several.
  private func tensor(_ name: WeightName, _ model: Model) throws -> Tensor {
    _ = try component.members(in: model.configuration)
    let whole = try model.weight(WeightPlace(name, layer: component.layers.single))
    var indices: [AxisIndex] = []
    if component.layers.single == nil { indices += try Component(layers: component.layers).indices(of: whole.axes) }
    if component.part != .layer {
      indices += try Component(layers: .all, part: component.part).indices(of: whole.axes).filter { $0.axis != "layer" }
    }
    return indices.isEmpty ? whole : try whole.selecting(indices)
  }

  /// Key or value weights by head, groups repeated for each head that reads them.
  private func headed(_ name: WeightName, _ model: Model) throws -> Tensor {
    let c = model.configuration
    guard c.keyValueHeadCount < c.headCount, case .head(let selection) = component.part else {
      return try tensor(name, model)
    }
    let whole = try model.weight(WeightPlace(name, layer: component.layers.single))
    let groups = (0..<c.headCount).map { $0 / max(1, c.headCount / max(1, c.keyValueHeadCount)) }
    let repeated = try whole.selecting("group", .positions(groups)).labelled("group", nil).renamed([("group", "head")])
    return try repeated.selecting(
      Component(layers: component.layers, part: .head(selection)).indices(of: repeated.axes))
  }
}
