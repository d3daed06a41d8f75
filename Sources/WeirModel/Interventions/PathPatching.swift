// Path patching: what receivers read when only the senders' direct paths carry another run's numbers.

import WeirTensor

extension Intervention {
  /// Whether it is a path, or a chain that holds one.
  var holdsPath: Bool {
    switch action {
    case .path: true
    case .chain(let list): list.contains(where: \.holdsPath)
    default: false
    }
  }

  /// What stands while paths are worked out; nil where nothing but paths is in it.
  var withoutPaths: Intervention? {
    switch action {
    case .path: return nil
    case .chain(let list) where holdsPath:
      let parts = list.compactMap(\.withoutPaths)
      return parts.isEmpty ? nil : .chain(parts)
    default: return self
    }
  }

  /// The patches of the receivers, and what they take from: a run in which the senders are patched and every other head is
  /// frozen.
  func receivers(from clean: Run) throws -> (patches: [Intervention], run: Run)? {
    guard case .path(let senders, let receivers, let source, let freezesMLPs) = action else { return nil }
    let c = clean.model.configuration
    guard !senders.isEmpty, !receivers.isEmpty else {
      throw ModelProblem.noEffect(text, why: "it names no head or site")
    }
    for (index, length) in clean.prompts.lengths.enumerated() where source.prompts.count == clean.prompts.count {
      guard source.prompts.lengths[index] != length else { continue }
      throw ModelProblem.lengthsDisagree(text, source: source.prompts.lengths[index], target: length)
    }
    var sending: Set<Component> = []
    for sender in senders {
      guard case .head = sender.part else { throw ModelProblem.senderIsNoHead(sender.text) }
      sending.formUnion(try sender.members(in: c).map(\.withoutStack))
    }
    let first = sending.compactMap(\.layers.single).min() ?? 0
    for receiver in receivers {
      let resolved = try receiver.resolved(in: c)
      let reads =
        resolved.layers.map { $0.contains { $0 > first || ($0 == first && c.isPast(.result, at: resolved.name)) } }
        ?? c.isPast(.result, at: resolved.name)
      guard reads else {
        throw ModelProblem.noEffect(text, why: "`\(receiver.text)` comes before every sender")
      }
    }
    var interventions = sending.sorted { $0.text < $1.text }.map { Intervention.patch(Site(.z, $0), from: source) }
    for layer in first..<c.layerCount {
      for head in 0..<c.headCount where !sending.contains(.head(layer, head)) {
        interventions.append(.freeze(Site(.z, .head(layer, head)), from: clean))
      }
      // What a decoder reads of the encoder is frozen like the heads beside the senders.
      if c.readsEncoder { interventions.append(.freeze(Site(.crossZ, layer: layer), from: clean)) }
      if freezesMLPs, c.hasMLP { interventions.append(.freeze(Site(.mlpOut, layer: layer), from: clean)) }
    }
    // What stands in the clean run stays in force, but where heads and MLPs are held. Before the first sender it is the
    // clean run, and behind the last receiver nobody looks at it.
    let end = try receivers.map { try $0.resolved(in: c).layers.map { $0.upperBound - 1 } ?? c.layerCount }.max()
    let hybrid = try Run(branchingFrom: clean, at: first, end: end ?? c.layerCount, interventions)
    return (receivers.map { .patch($0, from: hybrid) }, hybrid)
  }
}

/// The run that a run's paths start from, made when the first of them asks for it.
final class PathOrigin {
  private var made: Run?
  private let make: () throws -> Run

  init(_ known: Run?, _ make: @escaping () throws -> Run) {
    made = known
    self.make = make
  }

  func run() throws -> Run {
    if let made { return made }
    let run = try make()
    made = run
    return run
  }
}
