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
        Axis("pos", prompts.longest, labels: labels), Axis("vocab", run.model.configuration.vocabularySize),
      ])
  }

  override func compute() throws -> Tensor { try run.run.logits() }

  /// A token's text stands for its place on `vocab`; a position on `pos` computes that position only.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    var chosen = try AxisIndex.list(indices, of: axes)
    for place in chosen.indices where name(chosen[place], at: place) == "vocab" {
      if case .label(let text) = chosen[place].selector {
        chosen[place] = AxisIndex(.position(try run.model.singleToken(text)), axis: chosen[place].axis)
      }
    }
    for place in chosen.indices where name(chosen[place], at: place) == "pos" {
      guard case .position(let position) = chosen[place].selector else { continue }
      chosen[place] = AxisIndex(.position(0), axis: chosen[place].axis)
      return Value(try run.run.logits(at: .at(position)).selecting(chosen))
    }
    return Value(try tensor.selecting(chosen))
  }

  private func name(_ index: AxisIndex, at place: Int) -> String? {
    index.axis ?? (place < axes.count ? axes[place].name : nil)
  }
}
