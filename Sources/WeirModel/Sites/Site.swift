/// A place of the forward pass, or the same place in several layers or heads: `L5.resid_pre`, `L5H1.pattern`, `L*H*.z`.
///
/// It belongs to no model until it meets one; `resolved(in:)` checks it.
public struct Site: Sendable, Hashable {
  public var name: SiteName
  /// The layers and heads; nil where the model has one such site (`embed`, `final_norm`).
  public var component: Component?

  public init(_ name: SiteName, _ component: Component? = nil) {
    self.name = name
    self.component = component
  }

  /// A site of one layer, or of the model where it has one.
  public init(_ name: SiteName, layer: Int) {
    self.init(name, name.description.isLayered ? .layer(layer) : nil)
  }

  /// The same place in the stack that it names, as that stack's own model sees it.
  var withoutStack: Site {
    var site = self
    site.component?.stack = nil
    return site
  }

  /// The residual stream after the last layer, whichever that is in a model.
  public static let finalResid = Site(.residPost)

  /// `L5H1.pattern`, `embed`.
  public var text: String {
    guard let component else { return name == .residPost ? "final_resid" : name.text }
    return "\(component.text).\(name.text)"
  }

  /// TransformerLens's name, where the site is a whole one of one layer.
  public var hookName: String? {
    guard name.description.isLayered else { return name.description.hookPattern }
    guard let component, component.part == .layer, let layer = component.layers.single else { return nil }
    let hook = name.description.hookName(layer: layer)
    guard let stack = component.stack else { return hook }
    return stack.hookPrefix + hook.dropFirst("blocks".count)
  }

  /// What a site means in a model.
  public struct Resolved: Sendable, Hashable {
    public let name: SiteName
    /// The layers, in order; nil where the model has one such site.
    public let layers: Range<Int>?
    /// The heads, groups or neurons; nil for all of them.
    public let parts: Range<Int>?
    /// Whether `layer` is an axis of what reading gives.
    public let keepsLayerAxis: Bool
    /// Whether heads (groups, neurons) are an axis of what reading gives.
    public let keepsPartAxis: Bool
  }

  /// Checks the site against a model.
  /// - Throws: `ModelProblem` when the model has no such site, layer, head, group or neuron.
  public func resolved(in configuration: ModelConfiguration) throws(ModelProblem) -> Resolved {
    let description = name.description
    guard description.exists(configuration) else {
      throw .siteAbsent(text, hook: description.hookPattern, model: configuration.name, family: configuration.family)
    }
    guard let component else {
      if self == .finalResid {
        guard let last = (0..<configuration.layerCount).last else { throw .siteNeedsLayer(name.text) }
        return Resolved(name: name, layers: last..<last + 1, parts: nil, keepsLayerAxis: false, keepsPartAxis: true)
      }
      guard !description.isLayered else { throw .siteNeedsLayer(name.text) }
      return Resolved(name: name, layers: nil, parts: nil, keepsLayerAxis: false, keepsPartAxis: true)
    }
    guard description.isLayered else { throw .siteHasNoLayer(text, name.text) }
    let layers = try component.layers(in: configuration)
    let parts = try parts(of: component, description, configuration)
    return Resolved(
      name: name, layers: layers, parts: parts, keepsLayerAxis: component.layers.single == nil,
      keepsPartAxis: component.part.selection?.single == nil)
  }

  /// The heads, groups or neurons along the site's own axis.
  private func parts(
    of component: Component, _ description: SiteDescription, _ configuration: ModelConfiguration
  ) throws(ModelProblem) -> Range<Int>? {
    guard let parts = try component.parts(in: configuration) else { return nil }
    let grouping = configuration.headCount / max(1, configuration.keyValueHeadCount)
    switch (component.part, description.partAxis) {
    case (.head, .head), (.group, .keyHead), (.neuron, .dMLP): return parts
    case (.head, .keyHead) where grouping == 1: return parts
    case (.head, .keyHead):
      guard parts.count == 1 || parts.count == configuration.headCount else {
        throw .headsShareKeys(text, groups: configuration.keyValueHeadCount, heads: configuration.headCount)
      }
      return parts.count == 1 ? (parts.lowerBound / grouping)..<(parts.lowerBound / grouping + 1) : nil
    case (.group, .head): return (parts.lowerBound * grouping)..<(parts.upperBound * grouping)
    default:
      throw .siteHasNoParts(text, site: name.text, noun: component.part.noun, layer: component.layers.text)
    }
  }
}

extension Component {
  /// The site that a bare component stands for where a site is wanted: a head's `z`, a neuron's entry of `mlp_post`.
  /// - Throws: `ModelProblem.layerIsNoSite` for a layer.
  public func impliedSite() throws(ModelProblem) -> Site {
    switch part {
    case .head: return Site(.z, self)
    case .neuron: return Site(.mlpPost, self)
    case .group, .layer: throw .layerIsNoSite(text)
    }
  }
}
