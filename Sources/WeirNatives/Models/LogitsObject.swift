import WeirLanguage
import WeirModel
import WeirTensor

/// The logits of a run, computed for the positions that are read: `r.logits[pos: -1]` multiplies one row.
public final class LogitsObject: TensorObject {
  private let run: RunObject

  init(_ run: RunObject) {
    self.run = run
    let prompts = run.run.prompts
    let labels = prompts.count == 1 ? prompts.tokens[0].map(run.model.label) : nil
    super.init(
      axes: (prompts.isBatch ? [Axis(RowExtent.batchAxis, prompts.count)] : []) + [
        Axis("pos", prompts.longest, labels: labels), run.model.model.vocabularyAxis,
      ])
  }

  override func compute() throws -> Tensor { try run.run.logits() }

  /// A token's text stands for its place on `vocab`; chosen positions and tokens are the only ones that are computed.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    var chosen = try AxisIndex.list(indices, of: axes)
    guard chosen.count <= axes.count else { return Value(try tensor.selecting(chosen)) }
    chosen = zip(chosen, axes).map { index, axis in AxisIndex(index.selector, axis: index.axis ?? axis.name) }
    var at: Positions?
    var tokens: [Int]?
    for place in chosen.indices {
      switch chosen[place].axis {
      case "pos": at = positions(&chosen[place])
      case "vocab": tokens = try self.tokens(&chosen[place])
      default: break
      }
    }
    guard let at else { return Value(try tensor.selecting(chosen)) }
    guard let tokens else { return Value(try run.run.logits(at: at).selecting(chosen)) }
    // The engine's axis `token` has the chosen tokens only; one that was named alone goes away.
    return Value(try run.run.logits(at: at, tokens: tokens).renamed([("token", "vocab")]).selecting(chosen))
  }

  /// The positions that an index means, which it then takes from what was computed; nil when all are needed.
  private func positions(_ index: inout AxisIndex) -> Positions? {
    switch index.selector {
    case .position(let position):
      index = AxisIndex(.position(0), axis: index.axis)
      return .at(position)
    case .slice(let lower, let upper, let isClosed):
      let range = RangeBox(lower: lower.map(Double.init), upper: upper.map(Double.init), isClosed: isClosed)
      let lists = run.run.prompts.lengths.map { length in range.rows(of: length).map(Array.init) ?? [] }
      index = AxisIndex(.all, axis: index.axis)
      return .perPrompt(lists)
    default: return nil
    }
  }

  /// The tokens that an index names, which it then takes from what was computed; nil when all are needed.
  private func tokens(_ index: inout AxisIndex) throws -> [Int]? {
    let axis = index.axis
    switch index.selector {
    case .label(let text):
      index = AxisIndex(.position(0), axis: axis)
      return [try run.model.singleToken(text)]
    case .labels(let texts):
      index = AxisIndex(.all, axis: axis)
      return try texts.map(run.model.singleToken)
    case .position(let id) where id >= 0:
      index = AxisIndex(.position(0), axis: axis)
      return [id]
    case .positions(let ids) where ids.allSatisfy({ $0 >= 0 }):
      index = AxisIndex(.all, axis: axis)
      return ids
    default: return nil
    }
  }
}
