// Interventions as values.

import WeirLanguage
import WeirModel
import WeirTensor

enum InterventionFunctions {
  static func functions(_ shelf: ModelShelf) -> [NativeFunction] { replacing() + changing(shelf) }

  /// What puts other numbers in a site's place.
  private static func replacing() -> [NativeFunction] {
    [
      NativeFunction("ablate") { call in .object(InterventionObject(try ablation(call))) },
      NativeFunction("freeze") { call in
        .object(InterventionObject(.freeze(try call.site(0), from: try call.run(1).run)))
      },
      NativeFunction("patch") { call in
        let (at, source) = try places(call)
        return .object(
          InterventionObject(.patch(try call.site(0), from: try call.run(1).run, at: at, source: source)))
      },
      NativeFunction("set") { call in
        .object(InterventionObject(.set(try call.site(0), to: try call.tensor(1), at: try call.positions())))
      },
    ]
  }

  /// What changes the numbers that are there.
  private static func changing(_ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("chain") { call in .object(InterventionObject(.chain(try call[0].interventions()))) },
      NativeFunction("edit") { call in
        let body = EditBody(function: call[1], context: call.context, shelf: shelf)
        return .object(
          InterventionObject(.edit(try call.site(0), at: try call.positions(), try body.edit(call.function(1)))))
      },
      NativeFunction("knockout") { call in
        .object(
          InterventionObject(
            .knockout(
              queries: try call.positions("query"), keys: try call.positions("key"), heads: try heads(call, shelf))))
      },
      NativeFunction("path") { call in
        let mlps = try call.string(named: "mlps") ?? "recompute"
        guard ["recompute", "freeze"].contains(mlps) else {
          throw NativeProblem.unknownChoice(mlps, of: ["recompute", "freeze"])
        }
        return .object(
          InterventionObject(
            .path(
              from: try components(call[0], call, 0), to: try sites(call[1], call, 1), source: try call.run(2).run,
              freezesMLPs: mlps == "freeze")))
      },
      NativeFunction("project_out") { call in
        .object(
          InterventionObject(.projectOut(try call.site(0), try call.tensor(1), at: try call.positions())))
      },
      NativeFunction("steer") { call in
        let scale = Float(try call.number(named: "scale") ?? 1)
        return .object(
          InterventionObject(
            .steer(try call.site(0), try call.tensor(1), scale: scale, at: try call.positions())))
      },
    ]
  }

  private static func ablation(_ call: Call) throws -> Intervention {
    let (site, at) = (try call.site(0), try call.positions())
    let by = try call.string(named: "by") ?? "zero"
    guard ["zero", "mean", "resample"].contains(by) else {
      throw NativeProblem.unknownChoice(by, of: ["zero", "mean", "resample"])
    }
    try checkChoices(call, by)
    if by == "zero" { return .ablate(site, at: at) }
    guard let reference = try call.run(named: "over")?.run else { throw NativeProblem.needsReference(by) }
    if by == "resample" {
      let seed = UInt64(bitPattern: Int64(try call.integer(named: "seed") ?? 0))
      return .ablate(site, resampleFrom: reference, seed: seed, at: at)
    }
    let per = try call.string(named: "per") ?? "pos"
    guard ["pos", "all"].contains(per) else { throw NativeProblem.unknownChoice(per, of: ["pos", "all"]) }
    return .ablate(site, meanOver: reference, perPosition: per == "pos", at: at)
  }

  /// Refuses what only another way of ablating reads.
  private static func checkChoices(_ call: Call, _ by: String) throws {
    func refuse(_ name: String, _ owner: String) -> NativeProblem {
      .wouldBeIgnored(name, because: "it belongs to `by: \"\(owner)\"`")
    }
    if by == "zero", try call.run(named: "over") != nil {
      throw NativeProblem.wouldBeIgnored("over", because: "`by: \"zero\"` needs no reference run")
    }
    if by != "mean", try call.string(named: "per") ?? "pos" != "pos" { throw refuse("per", "mean") }
    if by != "resample", try call.integer(named: "seed") ?? 0 != 0 { throw refuse("seed", "resample") }
  }

  /// `at: 3`, or `at: {to: 3, from: 5}` for runs of different lengths.
  private static func places(_ call: Call) throws -> (at: Positions, source: Positions?) {
    guard let place = call.place("at"), let record = call[place].asRecord else { return (try call.positions(), nil) }
    if let key = record.keys.first(where: { !["to", "from"].contains($0) }) {
      throw NativeProblem.unknownKey(key, of: "at", known: ["to", "from"])
    }
    return (try (record["to"] ?? .none).positions(), try record["from"]?.positions())
  }

  /// The heads of a knockout: `heads:`, else all heads of `layers:`, else all.
  ///
  /// A window of layers that reaches beyond the current model is clipped to it, and its listing shows what is left.
  private static func heads(_ call: Call, _ shelf: ModelShelf) throws -> [Component] {
    let layers = call.place("layers").flatMap { call[$0].isNone ? nil : $0 }
    if let place = call.place("heads"), !call[place].isNone {
      guard layers == nil else { throw NativeProblem.wouldBeIgnored("layers", because: "`heads` says all of it") }
      return try components(call[place], call, place)
    }
    guard let place = layers else {
      return [Component(layers: .all, part: .head(.all))]
    }
    if case .range(let range) = call[place], let layers = range.integers {
      let clipped = layers.clamped(to: 0..<(try shelf.configuration().layerCount))
      return clipped.isEmpty ? [] : [Component(layers: .range(clipped), part: .head(.all))]
    }
    return try components(call[place], call, place).map {
      Component(stack: $0.stack, layers: $0.layers, part: .head(.all))
    }
  }

  private static func sites(_ value: Value, _ call: Call, _ place: Int) throws -> [Site] {
    if let list = value.asList { return try list.flatMap { try sites($0, call, place) } }
    guard let site = try value.asSite() else { throw call.wrongType(place, "sites, such as [L9H9.q, final_norm]") }
    return [site]
  }

  private static func components(_ value: Value, _ call: Call, _ place: Int) throws -> [Component] {
    if let one = value.asObject(ComponentObject.self) { return [one.component] }
    if let layer = value.asInteger { return [.layer(layer)] }
    guard let list = value.asList else { throw call.wrongType(place, "components, such as [L5H1, L5H3]") }
    return try list.flatMap { try components($0, call, place) }
  }
}
