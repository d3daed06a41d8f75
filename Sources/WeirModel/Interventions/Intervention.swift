import WeirTensor

/// A change to a run, as data: where, at which positions, and what.
///
/// It belongs to no run until it is given to one.
public struct Intervention: Sendable, Equatable {
  public let action: Action
  /// Where; nil for knock-outs and paths, which say it in their action.
  public let site: Site?
  /// At which positions (queries, for scores and patterns).
  public let positions: Positions

  init(_ action: Action, _ site: Site?, _ positions: Positions) {
    self.action = action
    self.site = site
    self.positions = positions
  }

  /// What is done.
  public indirect enum Action: Sendable {
    case zero
    /// The mean of a reference run, for each position or over all of them.
    case mean(over: Run, perPosition: Bool)
    /// The same site of another prompt of the reference run, chosen by the seed.
    ///
    /// `chosen` holds those prompts once they are known, so that a text that grows keeps them.
    case resample(over: Run, seed: UInt64, chosen: [Int]? = nil)
    /// Another run's numbers; `source` where they are read at other positions there.
    case patch(from: Run, source: Positions?, isFreeze: Bool)
    case set(Tensor)
    case edit(EditFunction)
    /// Adds `scale` times the vector.
    case steer(Tensor, scale: Float)
    /// Removes the part along the vector.
    case projectOut(Tensor)
    /// The queries no longer read the keys.
    case knockout(keys: Positions, heads: [Component])
    /// Several, in this order.
    case chain([Intervention])
    /// The heads' numbers of another run, along direct paths to the receivers only.
    case path(from: [Component], to: [Site], source: Run, freezesMLPs: Bool)
  }

  /// A function of a site's numbers.
  public struct EditFunction: Sendable {
    /// How it is written, for listings.
    public let text: String
    public let body: @Sendable (Tensor, EditContext) throws -> Tensor
    /// Which function of the program it is, as long as `body` keeps that alive; nil where it is none's.
    let identity: ObjectIdentifier?

    public init(
      text: String, identity: ObjectIdentifier? = nil,
      _ body: @escaping @Sendable (Tensor, EditContext) throws -> Tensor
    ) {
      self.text = text
      self.identity = identity
      self.body = body
    }
  }
}

extension Intervention {
  /// Sets a site to zero.
  public static func ablate(_ site: Site, at positions: Positions = .all) -> Intervention {
    Intervention(.zero, site, positions)
  }

  /// Sets a site to its mean over a reference run, position by position or over all positions.
  public static func ablate(
    _ site: Site, meanOver run: Run, perPosition: Bool, at positions: Positions = .all
  ) -> Intervention {
    Intervention(.mean(over: run, perPosition: perPosition), site, positions)
  }

  /// Sets a site to that of a random other prompt of a reference run.
  public static func ablate(
    _ site: Site, resampleFrom run: Run, seed: UInt64, at positions: Positions = .all
  ) -> Intervention {
    Intervention(.resample(over: run, seed: seed), site, positions)
  }

  /// Sets a site to another run's numbers, read at `source` there.
  public static func patch(
    _ site: Site, from run: Run, at positions: Positions = .all, source: Positions? = nil
  ) -> Intervention {
    Intervention(.patch(from: run, source: source, isFreeze: false), site, positions)
  }

  /// Holds a site at another run's numbers, whatever would recompute it.
  public static func freeze(_ site: Site, from run: Run) -> Intervention {
    Intervention(.patch(from: run, source: nil, isFreeze: true), site, .all)
  }

  /// Sets a site to given numbers, shaped as reading it gives.
  public static func set(_ site: Site, to value: Tensor, at positions: Positions = .all) -> Intervention {
    Intervention(.set(value), site, positions)
  }

  /// Passes a site's numbers through a function.
  public static func edit(_ site: Site, at positions: Positions = .all, _ function: EditFunction) -> Intervention {
    Intervention(.edit(function), site, positions)
  }

  /// Adds `scale · direction`; the direction is a vector along the site's last axis.
  public static func steer(
    _ site: Site, _ direction: Tensor, scale: Float = 1, at positions: Positions = .all
  ) -> Intervention {
    Intervention(.steer(direction, scale: scale), site, positions)
  }

  /// Removes the component along a direction.
  public static func projectOut(_ site: Site, _ direction: Tensor, at positions: Positions = .all) -> Intervention {
    Intervention(.projectOut(direction), site, positions)
  }

  /// Cuts the reading of keys by queries in some heads (`L5H*`, `L*H*`, `L[3..<8]H*`).
  public static func knockout(queries: Positions, keys: Positions, heads: [Component]) -> Intervention {
    Intervention(.knockout(keys: keys, heads: heads), nil, queries)
  }

  /// Several changes, made in this order where they meet.
  public static func chain(_ interventions: [Intervention]) -> Intervention {
    Intervention(.chain(interventions), nil, .all)
  }

  /// Gives the receivers what they would read if only the senders' direct paths to them carried the source run's
  /// numbers.
  ///
  /// All other heads stay frozen, MLPs are recomputed or frozen (Wang et al. 2022, "path patching").
  public static func path(from senders: [Component], to receivers: [Site], source: Run, freezesMLPs: Bool = false)
    -> Intervention
  {
    Intervention(.path(from: senders, to: receivers, source: source, freezesMLPs: freezesMLPs), nil, .all)
  }

  /// `ablate(L5H1.z)`, `patch(L5.resid_pre, from: run, at: 3)`: as it would be written.
  public var text: String {
    let place = site?.text ?? ""
    let at = positions.text.map { ", at: \($0)" } ?? ""
    switch action {
    case .zero: return "ablate(\(place)\(at))"
    case .mean(_, let perPosition):
      return "ablate(\(place), by: \"mean\", over: run, per: \"\(perPosition ? "pos" : "all")\"\(at))"
    case .resample(_, let seed, _): return "ablate(\(place), by: \"resample\", over: run, seed: \(seed)\(at))"
    case .patch(_, let source, let isFreeze):
      if isFreeze { return "freeze(\(place), from: run)" }
      guard let source = source?.text else { return "patch(\(place), from: run\(at))" }
      return "patch(\(place), from: run, at: {to: \(positions.text ?? ".."), from: \(source)})"
    case .set: return "set(\(place), value\(at))"
    case .edit(let function): return "edit(\(place), \(function.text)\(at))"
    case .steer(_, let scale): return "steer(\(place), direction, scale: \(scale)\(at))"
    case .projectOut: return "project_out(\(place), direction\(at))"
    case .knockout(let keys, let heads):
      let names = heads.map(\.text).joined(separator: ", ")
      return "knockout(query: \(positions.text ?? ".."), key: \(keys.text ?? ".."), heads: [\(names)])"
    case .path(let senders, let receivers, _, let freezesMLPs):
      let from = senders.map(\.text).joined(separator: ", ")
      let to = receivers.map(\.text).joined(separator: ", ")
      return "path(from: [\(from)], to: [\(to)], source: run, mlps: \"\(freezesMLPs ? "freeze" : "recompute")\")"
    case .chain(let list): return "chain(" + list.map(\.text).joined(separator: ", ") + ")"
    }
  }
}
