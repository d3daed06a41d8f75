// Runs, and what is read from them in ways that Weir itself could not say as fast.

import WeirLanguage
import WeirModel
import WeirTensor

enum RunFunctions {
  static func functions(_ shelf: ModelShelf, _ world: World) -> [NativeFunction] {
    [
      NativeFunction("find") { call in
        let run = try call.run(0)
        let places = try run.run.places(of: .text(call.string(1)))
        guard let first = places.first?.first, let last = places.first?.last else { return .none }
        return .range(RangeBox(lower: Double(first), upper: Double(last + 1), isClosed: false))
      },
      NativeFunction("generate") { call in try generated(call, shelf) },
      NativeFunction("qk") { call in
        try call.run(0).products(
          of: component(call[1], shelf), isScaled: call.flag("scaled"), isMasked: call.flag("masked"))
      },
      NativeFunction("run") { call in try run(call, shelf) },
      NativeFunction("scan") { call in try scanned(call, shelf, world) },
      NativeFunction("token_losses") { call in
        let run = try call.run(0)
        return Value(try EngineInterrupt.passing { try run.run.tokenLosses() })
      },
    ]
  }

  /// Continues a prompt; `n` continuations of one prompt are a batch, each with a seed of its own.
  private static func generated(_ call: Call, _ shelf: ModelShelf) throws -> Value {
    let model = try model(of: call, shelf)
    var prompts = try call[0].prompts(for: model, call.beginning())
    if let count = try call.integer(named: "n"), count > 1, !prompts.isBatch {
      try call.context.budget.ask(count: count, of: 1 << 16, for: "\(count) continuations")
      prompts = PromptBatch(Array(repeating: prompts.tokens[0], count: count), isBatch: true)
    }
    let options = Generation(
      limit: try call.integer(named: "max") ?? 40, temperature: try call.number(named: "temperature") ?? 0,
      topK: try call.integer(named: "top_k"), topP: try call.number(named: "top_p"),
      seed: UInt64(bitPattern: Int64(try call.integer(named: "seed") ?? 0)),
      stops: Set(model.configuration.special.end))
    let run = try model.model.generate(
      prompts.tokens, isBatch: prompts.isBatch, options, with: interventions(call))
    return .object(RunObject(run, model))
  }

  /// `keep` is how many of the strongest places, or `"stats"`.
  private static func scanned(_ call: Call, _ shelf: ModelShelf, _ world: World) throws -> Value {
    let texts = try call[0].asString.map { [$0] } ?? call.items(0).map(\.text)
    let wantsStatistics = call["keep"].asString == "stats"
    guard wantsStatistics || (call["keep"].asInteger ?? 0) > 0 else {
      throw call.wrongType(call.place("keep") ?? 0, "a number of places, or \"stats\"")
    }
    let limit = min(call["keep"].asInteger ?? 1, 10_000)
    var scan = Scan(try call.model(shelf), try call.site(1), keeping: limit, world)
    try scan.read(texts)
    return wantsStatistics ? scan.statistics : Value(try scan.table())
  }

  /// What `with` blocks have put in force, then what the call names.
  private static func interventions(_ call: Call) throws -> [Intervention] {
    let inForce = try call.context.interventionsInForce.flatMap { try $0.interventions() }
    return try inForce + (call.place("with").map { try call[$0].interventions() } ?? [])
  }

  private static func run(_ call: Call, _ shelf: ModelShelf) throws -> Value {
    // The first product of a process is slow; it starts while the prompt is read.
    Model.warmUp()
    let model = try model(of: call, shelf)
    let prompts = try call[0].prompts(for: model, call.beginning())
    let interventions = try interventions(call)
    let stop = try call.place("stop_at").flatMap { call[$0].isNone ? nil : try call.site($0) }
    let run =
      prompts.isBatch
      ? try model.model.run(batch: prompts.tokens, with: interventions, stopAt: stop)
      : try model.model.run(prompts.tokens.first ?? [], with: interventions, stopAt: stop)
    return .object(RunObject(run, model))
  }

  /// `model:`, else the model that the tokens were made for, else the current one.
  private static func model(of call: Call, _ shelf: ModelShelf) throws -> ModelObject {
    if let place = call.place("model"), !call[place].isNone { return try call.model(shelf) }
    return try call[0].asObject(TokensObject.self)?.model ?? shelf.current()
  }

  /// `11` is layer 11 with all its heads; a component is itself.
  private static func component(_ value: Value, _ shelf: ModelShelf) throws -> Component {
    if value.isNone { return Component(layers: .all, part: .head(.all)) }
    if let layer = value.asInteger { return Component(layers: .one(layer), part: .head(.all)) }
    guard let component = value.asObject(ComponentObject.self)?.component else {
      throw NativeProblem.notASite(found: value.summary)
    }
    return component.part == .layer
      ? Component(stack: component.stack, layers: component.layers, part: .head(.all)) : component
  }
}
