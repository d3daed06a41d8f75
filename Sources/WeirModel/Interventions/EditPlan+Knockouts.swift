// Cutting the reading of keys by queries: scores of minus infinity.

import WeirTensor

extension EditPlan {
  mutating func addKnockout(
    _ intervention: Intervention, _ keys: Positions, _ heads: [Component], _ origin: Int
  ) throws {
    let queries = try intervention.positions.resolved(in: prompts, model)
    let keys = try keys.resolved(in: prompts, model)
    let lists = prompts.tokens.indices.map { prompt in
      (
        queries?[prompt] ?? Array(prompts.tokens[prompt].indices),
        keys?[prompt] ?? Array(prompts.tokens[prompt].indices)
      )
    }
    guard !heads.isEmpty else { throw ModelProblem.noEffect(intervention.text, why: "it names no head") }
    var reads = false
    for component in heads {
      let parts = try component.readingHeads(in: model.configuration)
      for layer in try clipped(component, intervention) {
        reads = reads || lists.contains { queries, keys in isRead(queries, keys, layer) }
        let edit = Edit(
          run: 0, positions: queries, keys: keys, parts: parts, width: 1,
          operation: .fill(-.infinity))
        append(.scores, layer, edit, origin: origin)
      }
    }
    guard reads else {
      throw ModelProblem.noEffect(intervention.text, why: "no query position reads a key position")
    }
  }

  /// Whether some of the queries read some of the keys in a layer: not later ones, nor those before its window.
  private func isRead(_ queries: [Int], _ keys: [Int], _ layer: Int) -> Bool {
    guard model.configuration.isCausal else { return !queries.isEmpty && !keys.isEmpty }
    let window = model.configuration.attention.window(layer: layer) ?? .max
    let sorted = keys.sorted()
    return queries.contains { query in
      // The nearest key that is not later.
      sorted.last { $0 <= query }.map { query - $0 < window } ?? false
    }
  }

  /// The layers of a window of a knock-out, as far as the model has them.
  private func clipped(_ component: Component, _ intervention: Intervention) throws(ModelProblem) -> Range<Int> {
    guard case .range(let window) = component.layers else { return try component.layers(in: model.configuration) }
    let layers = window.clamped(to: 0..<model.configuration.layerCount)
    guard !layers.isEmpty else {
      throw .noEffect(intervention.text, why: "the model has no layer in the window \(component.layers.text)")
    }
    return layers
  }
}
