import WeirLanguage
import WeirModel
import WeirTensor

/// A function of the language inside a forward pass.
///
/// The pass calls it on the thread that evaluates the program, which is where the interpreter is; that is what makes the
/// crossing safe although neither value says so.
struct EditBody: @unchecked Sendable {
  let function: Value
  let context: any CallContext
  let shelf: ModelShelf

  /// The engine's form: `f(x)`, or `f(x, ctx)` when the function takes two.
  func edit(_ function: Function) throws -> Intervention.EditFunction {
    let takesContext = function.signature.parameters.count > 1
    let name = function.name == "->" ? "x -> ..." : function.name
    return Intervention.EditFunction(text: name, identity: ObjectIdentifier(function)) { tensor, place in
      let arguments = [Value.object(TensorObject(tensor))] + (takesContext ? [try record(place)] : [])
      let result = try context.apply(self.function, arguments)
      guard let changed = try result.asTensor() else { throw NativeProblem.notATensor(found: result.summary) }
      return changed
    }
  }

  /// What `ctx` holds.
  private func record(_ place: EditContext) throws -> Value {
    let ids = place.prompts.tokens.map { Value($0.map { Value($0) }) }
    let model = shelf.models.first { $0.model === place.model || $0.model.encoder === place.model }
    let run = try model.flatMap { model in
      try model.model === place.model ? place.runSoFar().map { RunObject($0, model) } : nil
    }
    return Value(fields: [
      ("layer", place.layer.map { Value($0) } ?? Value.none), ("model", model.map(Value.object) ?? Value.none),
      ("run", run.map(Value.object) ?? Value.none), ("site", .object(SiteObject(place.site))),
      ("tokens", place.prompts.isBatch ? Value(ids) : ids.first ?? Value.none),
    ])
  }
}
