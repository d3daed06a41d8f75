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
      NativeFunction("next_tokens") { call in Value(try call.run(0).run.nextTokens()) },
      NativeFunction("qk") { call in
        try call.run(0).products(
          of: component(call[1], shelf), isScaled: call.flag("scaled"), isMasked: call.flag("masked"))
      },
      NativeFunction("run") { call in try run(call, shelf, world) },
      NativeFunction("scan") { call in try scanned(call, shelf, world) },
      NativeFunction("token_losses") { call in
        let run = try call.run(0)
        return Value(try run.run.tokenLosses())
      },
    ]
  }

  /// Continues prompts; `n` continuations of each stand behind each other in a batch, each with a seed of its own.
  private static func generated(_ call: Call, _ shelf: ModelShelf) throws -> Value {
    let model = try model(of: call, shelf)
    var prompts = try call.prompts(for: model)
    if let count = try call.integer(named: "n"), count > 1 {
      try call.context.budget.ask(count: count * prompts.count, of: 1 << 16, for: "\(count) continuations")
      func repeated<Part>(_ parts: [Part]) -> [Part] { parts.flatMap { Array(repeating: $0, count: count) } }
      prompts = PromptBatch(
        repeated(prompts.tokens), isBatch: true, segments: repeated(prompts.segments),
        sources: repeated(prompts.sources))
    }
    let options = try generation(call, stops: Set(model.configuration.special.end))
    let run = try model.model.generate(prompts, options, with: interventions(call))
    warnOfFullContext(call, prompts, run, options)
    let result = RunObject(run, model)
    try result.warnIfBroken(call.context)
    return .object(result)
  }

  /// Says where a continuation ended before its limit although no stop token stands there.
  private static func warnOfFullContext(_ call: Call, _ prompts: PromptBatch, _ run: Run, _ options: Generation) {
    for (prompt, (before, after)) in zip(prompts.tokens, run.prompts.tokens).enumerated() {
      let made = after.count - before.count
      guard made < options.limit, made == 0 || !(after.last.map(options.stops.contains) ?? false) else { continue }
      call.context.warn(
        NativeProblem.contextFull(
          made: made, of: options.limit, context: after.count, prompt: prompts.isBatch ? prompt : nil))
    }
  }

  /// The choices of a generation, none of which may be without effect.
  private static func generation(_ call: Call, stops: Set<Int>) throws -> Generation {
    let limit = try call.integer(named: "max") ?? 40
    let temperature = try call.number(named: "temperature") ?? 0
    let (topK, topP) = (try call.integer(named: "top_k"), try call.number(named: "top_p"))
    func check(_ name: String, _ found: Double, _ allowed: String, _ isAllowed: Bool) throws {
      guard isAllowed else { throw NativeProblem.outsideOf(name, found: found, allowed: allowed) }
    }
    try check("max", Double(limit), "0 or more", limit >= 0)
    try check("temperature", temperature, "0 or more", temperature >= 0 && temperature.isFinite)
    if let topK { try check("top_k", Double(topK), "1 or more", topK >= 1) }
    if let topP { try check("top_p", topP, "more than 0 and at most 1", topP > 0 && topP <= 1) }
    let (count, seed) = (try call.integer(named: "n") ?? 1, try call.integer(named: "seed"))
    try check("n", Double(count), "1 or more", count >= 1)
    let ignored = [("top_k", topK != nil), ("top_p", topP != nil), ("seed", seed != nil), ("n", count > 1)].first(
      where: \.1)
    if temperature == 0, let ignored {
      throw NativeProblem.wouldBeIgnored(
        ignored.0, because: "with `temperature: 0` the likeliest token is taken, time and again the same")
    }
    return Generation(
      limit: limit, temperature: temperature, topK: topK, topP: topP,
      seed: UInt64(bitPattern: Int64(seed ?? 0)), stops: stops)
  }

  /// `keep` is how many of the strongest places (also as `top(20)`), `"stats"` or `"histogram"`.
  private static func scanned(_ call: Call, _ shelf: ModelShelf, _ world: World) throws -> Value {
    let texts = try call[0].asString.map { [$0] } ?? call.items(0).map(\.text)
    let keep = call["keep"].asRecord?["top"] ?? call["keep"]
    let word = keep.asString
    guard word == "stats" || word == "histogram" || (keep.asInteger ?? 0) > 0 else {
      throw call.wrongType(call.place("keep") ?? 0, "a number of places, \"stats\" or \"histogram\"")
    }
    var scan = Scan(
      try call.model(shelf), try call.site(1), with: try interventions(call), keeping: min(keep.asInteger ?? 1, 10_000),
      world)
    try scan.read(texts)
    switch word {
    case "stats": return scan.statistics
    case "histogram": return Value(try scan.histogram.tensor())
    default: return Value(try scan.table())
    }
  }

  /// What `with` blocks have put in force, then what the call names.
  private static func interventions(_ call: Call) throws -> [Intervention] {
    let inForce = try call.context.interventionsInForce.flatMap { try $0.interventions() }
    return try inForce + (call.place("with").map { try call[$0].interventions() } ?? [])
  }

  private static func run(_ call: Call, _ shelf: ModelShelf, _ world: World) throws -> Value {
    // The first product of a process is slow; it starts while the prompt is read.
    Model.warmUp()
    let model = try model(of: call, shelf)
    let prompts = try call.prompts(for: model)
    let interventions = try interventions(call)
    let stop = try call.place("stop_at").flatMap { call[$0].isNone ? nil : try call.site($0) }
    let run = try model.model.run(prompts, with: interventions, stopAt: stop, isDeferred: world.defersRuns)
    let result = RunObject(run, model)
    if !world.defersRuns { try result.warnIfBroken(call.context) }
    return .object(result)
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
