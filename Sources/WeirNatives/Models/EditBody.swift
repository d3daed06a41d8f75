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

  /// The engine's form: `f(x)`, or `f(x, ctx)` when the function takes two.
  func edit(_ function: Function) throws -> Intervention.EditFunction {
    let takesContext = function.signature.parameters.count > 1
    let name = function.name == "->" ? "x -> ..." : function.name
    return Intervention.EditFunction(text: name) { tensor, place in
      let arguments = [Value.object(TensorObject(tensor))] + (takesContext ? [Self.record(place)] : [])
      let result = try context.apply(self.function, arguments)
      guard let changed = try result.asTensor() else { throw NativeProblem.notATensor(found: result.summary) }
      return changed
    }
  }

  /// What `ctx` holds.
  private static func record(_ place: EditContext) -> Value {
    let ids = place.prompts.tokens.map { Value($0.map { Value($0) }) }
    return Value(fields: [
      ("layer", place.layer.map { Value($0) } ?? Value.none), ("site", .object(SiteObject(place.site))),
      ("tokens", place.prompts.isBatch ? Value(ids) : ids.first ?? Value.none),
    ])
  }
}
