// A component inside a tensor's brackets: `scores[L5H1]` chooses on `layer` and `head`.

import WeirModel
import WeirTensor

extension Component {
  /// One index for `layer`, and one for `head`, `group` or `neuron` when it names more than a layer.
  func indices(of axes: [Axis]) throws -> [AxisIndex] {
    var result: [AxisIndex] = []
    if axes.contains(where: { $0.name == "layer" }) || part == .layer {
      result.append(try Self.index("layer", layers, of: axes))
    }
    switch part {
    case .layer: break
    case .head(let selection): result.append(try Self.index("head", selection, of: axes))
    case .group(let selection): result.append(try Self.index("group", selection, of: axes))
    case .neuron(let selection):
      let axis = axes.contains { $0.name == "neuron" } ? "neuron" : "d_mlp"
      result.append(try Self.index(axis, selection, of: axes))
    }
    return result
  }

  /// The selection on one axis; where the axis holds only some layers or heads, its labels say which.
  private static func index(_ name: String, _ selection: Selection, of axes: [Axis]) throws -> AxisIndex {
    guard let axis = axes.first(where: { $0.name == name }) else { throw TensorProblem.unknownAxis(name, in: axes) }
    let isNumbered = axis.labels?.allSatisfy { Int($0) != nil } ?? false
    switch selection {
    case .all: return AxisIndex(.all, axis: name)
    case .one(let place): return AxisIndex(isNumbered ? .label("\(place)") : .position(place), axis: name)
    case .range(let range):
      let chosen: AxisIndex.Selector =
        isNumbered
        ? .labels(range.map { "\($0)" }) : .slice(lower: range.lowerBound, upper: range.upperBound, isClosed: false)
      return AxisIndex(chosen, axis: name)
    }
  }
}
