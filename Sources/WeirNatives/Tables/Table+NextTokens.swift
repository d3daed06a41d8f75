// What a model would say next, as a table.

import WeirLanguage
import WeirModel
import WeirTensor

extension Table {
  /// The likeliest (or least likely) tokens after each prompt of a run, with probabilities and logits.
  init(nextTokensOf run: RunObject, count: Int, smallest: Bool) throws {
    let logits = try run.run.logits(at: .at(-1))
    let probabilities = try logits.softmax(over: "vocab")
    let count = Swift.min(count, run.model.configuration.vocabularySize)
    let top = try probabilities.top(count, over: "vocab", smallest: smallest)
    let ids = top.positions.values.map { Int($0) }
    let raw = try logits.taking(top.positions, over: "vocab").values
    var columns = [
      Column("token", .token, ids.map { Value(run.model.label($0)) }),
      Column("probability", .number, top.values.values.map { .number(Value.decimal($0)) }),
      Column("logit", .number, raw.map { .number(Value.decimal($0)) }),
    ]
    if run.run.prompts.isBatch {
      let prompts = (0..<run.run.prompts.count).flatMap { prompt in Array(repeating: Value(prompt), count: count) }
      columns.insert(Column("prompt", .number, prompts), at: 0)
    }
    try self.init(columns)
  }
}
