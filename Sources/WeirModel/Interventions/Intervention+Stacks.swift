// In models with two stacks: which part of an intervention belongs to which.

extension Intervention {
  /// What it does to the encoder, as the encoder's own model sees it; nil when that is nothing.
  /// - Throws: `ModelProblem.otherModel` when it takes from a run of a model without an encoder.
  func encoderPart(of model: Model) throws(ModelProblem) -> Intervention? {
    switch action {
    case .chain(let list):
      var parts: [Intervention] = []
      for item in list { if let part = try item.encoderPart(of: model) { parts.append(part) } }
      return parts.isEmpty ? nil : .chain(parts)
    case .knockout(let keys, let heads):
      let own = heads.filter { $0.stack == .encoder }.map { head in
        Component(layers: head.layers, part: head.part)
      }
      return own.isEmpty ? nil : .knockout(queries: positions, keys: keys, heads: own)
    case .path(let senders, let receivers, let source, let freezesMLPs):
      let own = isPathOfEncoder
      guard own.contains(true) else { return nil }
      guard !own.contains(false) else {
        throw .notSupported(
          "a path from one stack to the other", model: model.configuration.name, family: model.configuration.family)
      }
      return .path(
        from: senders.map(\.withoutStack), to: receivers.map(\.withoutStack), source: try innerRun(source, of: model),
        freezesMLPs: freezesMLPs)
    default:
      guard site?.component?.stack == .encoder else { return nil }
      return Intervention(try encoderAction(of: model), site?.withoutStack, positions)
    }
  }

  /// What it does to the decoder, or to the only stack; nil when that is nothing.
  func decoderPart(of model: Model) -> Intervention? {
    guard model.encoder != nil else { return self }
    switch action {
    case .chain(let list):
      let parts = list.compactMap { $0.decoderPart(of: model) }
      return parts.isEmpty && !list.isEmpty ? nil : .chain(parts)
    case .knockout(let keys, let heads):
      let own = heads.filter { $0.stack != .encoder }
      return own.isEmpty && !heads.isEmpty ? nil : .knockout(queries: positions, keys: keys, heads: own)
    case .path: return isPathOfEncoder.contains(true) ? nil : self
    default: return site?.component?.stack == .encoder ? nil : self
    }
  }

  /// Of a path's senders and receivers: whether each is the encoder's.
  private var isPathOfEncoder: Set<Bool> {
    guard case .path(let senders, let receivers, _, _) = action else { return [] }
    return Set(senders.map { $0.stack == .encoder } + receivers.map { $0.component?.stack == .encoder })
  }

  /// What the encoder did in a run that is taken from.
  private func innerRun(_ run: Run, of model: Model) throws(ModelProblem) -> Run {
    guard let encoder = run.encoderRun else {
      throw .otherModel(text, run.model.configuration.name, model.configuration.name)
    }
    return encoder
  }

  /// The action, taking from the encoder's part of the run that it names.
  private func encoderAction(of model: Model) throws(ModelProblem) -> Action {
    func inner(_ run: Run) throws(ModelProblem) -> Run { try innerRun(run, of: model) }
    switch action {
    case .mean(let run, let perPosition): return .mean(over: try inner(run), perPosition: perPosition)
    case .resample(let run, let seed, let chosen): return .resample(over: try inner(run), seed: seed, chosen: chosen)
    case .patch(let run, let source, let isFreeze):
      return .patch(from: try inner(run), source: source, isFreeze: isFreeze)
    default: return action
    }
  }
}
