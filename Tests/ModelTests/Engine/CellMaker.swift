import WeirTensor

@testable import WeirModel

/// Draws interventions of a kind.
struct CellMaker {
  let base: Run
  let other: Run
  let reference: Run

  private var c: ModelConfiguration { base.model.configuration }

  func intervention(_ kind: SweepCase.Kind, using random: inout SeededGenerator) -> Intervention? {
    let layer = Int.random(in: 0..<c.layerCount, using: &random)
    let head = Int.random(in: 0..<c.headCount, using: &random)
    let shortest = base.prompts.lengths.min() ?? 1
    let position = Int.random(in: -shortest..<shortest, using: &random)
    let at: Positions = Bool.random(using: &random) ? .all : .at(position)
    func site(of names: [SiteName]) -> Site? {
      names.filter { $0.description.exists(c) }.randomElement(using: &random).map { Site($0, layer: layer) }
    }
    func direction(_ width: Int) -> [Float] { (0..<width).map { _ in .random(in: -1...1, using: &random) } }
    switch kind {
    case .heads:
      return .ablate(Site([.z, .result, .pattern].randomElement(using: &random) ?? .z, .head(layer, head)), at: at)
    case .layers: return site(of: [.attnOut, .mlpOut]).map { .ablate($0, at: at) }
    case .positions:
      return site(of: [.residPre, .residMid, .residPost, .attnOut]).map { .patch($0, from: other, at: .at(position)) }
    case .sites:
      let names = SiteName.allCases.filter { $0 != .scores && $0 != .logits }
      return site(of: names).map { .patch($0, from: other, at: at) }
    case .neurons:
      guard c.hasPlainHidden, c.dMLP > 0 else { return nil }
      return .ablate(Site(.mlpPost, .neuron(layer, .random(in: 0..<c.dMLP, using: &random))), at: at)
    case .path:
      guard layer > 0 else { return nil }
      let sender = Component.head(.random(in: 0..<layer, using: &random), head)
      guard let receiver = site(of: [.q, .residPre, .mlpOut]) else { return nil }
      return .path(from: [sender], to: [receiver], source: other, freezesMLPs: Bool.random(using: &random))
    case .knockout:
      let heads =
        Bool.random(using: &random) ? Component.head(layer, head) : Component(layers: .one(layer), part: .head(.all))
      return .knockout(queries: .at(-1), keys: .at(.random(in: 0..<shortest, using: &random)), heads: [heads])
    case .frozenPatterns: return .freeze(Site(.pattern, .head(layer, head)), from: other)
    case .frozenScales: return site(of: [.ln1Scale, .ln2Scale]).map { .freeze($0, from: other) }
    case .mean:
      let perPosition = Bool.random(using: &random)
      return site(of: [.z, .mlpOut, .attnOut, .k]).map {
        .ablate($0, meanOver: reference, perPosition: perPosition, at: at)
      }
    case .resample:
      let seed = UInt64.random(in: 0..<99, using: &random)
      return site(of: [.z, .v, .mlpOut, .residPost]).map { .ablate($0, resampleFrom: reference, seed: seed, at: at) }
    case .edit:
      return site(of: [.z, .pattern, .residPost, .mlpPost, .q, .ln1Scale, .ln2Normalized]).map {
        .edit($0, at: at, Self.bend)
      }
    case .editEnd:
      guard let name = [SiteName.finalScale, .finalNorm, .logits].randomElement(using: &random),
        name.description.exists(c)
      else { return nil }
      return .edit(Site(name), at: at, Self.bend)
    case .steering: return site(of: [.residPre, .mlpOut]).map { .steer($0, direction(c.dModel), scale: 0.5, at: at) }
    case .projection: return site(of: [.residPre, .attnOut]).map { .projectOut($0, direction(c.dModel), at: at) }
    case .fixed:
      guard !base.prompts.isBatch else { return nil }
      let length = base.prompts.longest
      let value = Tensor([Axis("pos", length), Axis("d_head", c.dHead)], direction(length * c.dHead))
      return .set(Site(.z, .head(layer, head)), to: value, at: at)
    case .chain:
      let site = Site(.residPost, layer: layer)
      return .chain([.patch(site, from: other, at: at), .steer(site, direction(c.dModel), scale: 0.3, at: at)])
    case .splitInput: return site(of: [.qInput, .attnIn]).map { .edit($0, at: at, Self.bend) }
    case .ahead:
      let site = Site(Bool.random(using: &random) ? .scores : .pattern, .head(layer, head))
      return Bool.random(using: &random) && site.name == .scores
        ? .ablate(site, at: at) : .set(site, to: Tensor([], [0.2]), at: at)
    case .sharedKey:
      let names: [SiteName] = [.k, .v, .rotK, .kInput, .vInput].filter { $0.description.exists(c) }
      guard let name = names.randomElement(using: &random) else { return nil }
      let site = Site(name, .head(layer, head))
      return Bool.random(using: &random) ? .ablate(site, at: at) : .patch(site, from: other, at: at)
    case .chainedPath:
      guard let path = intervention(.path, using: &random) else { return nil }
      return .chain([path, .steer(Site(.attnOut, layer: layer), direction(c.dModel), scale: 0.3, at: at)])
    }
  }

  /// A function that leaves missing numbers missing.
  private static let bend = Intervention.EditFunction(text: "x -> 0.8 * x + 0.05") { tensor, _ in
    Tensor(tensor.axes, tensor.values.map { Tensor.isMissing($0) ? $0 : 0.8 * $0 + 0.05 }, rows: tensor.rows)
  }
}
