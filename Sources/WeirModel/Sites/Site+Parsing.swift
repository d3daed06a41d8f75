// Sites from text: TransformerLens's hook names, and Weir's own spelling.

import WeirText

extension Site {
  /// The site of a TransformerLens hook name (`blocks.5.attn.hook_pattern`) or of Weir's spelling (`L5H1.pattern`).
  /// - Throws: `ModelProblem.unknownSite` with the nearest name.
  public init(parsing text: String) throws(ModelProblem) {
    if let site = Site.hook(text) ?? Site.spelled(text) {
      self = site
      return
    }
    if let name = SiteName(text: text), name.description.isLayered { throw .siteNeedsLayer(text) }
    throw .unknownSite(text, nearest: Site.nearest(text))
  }

  /// A component's site by Weir's name for it.
  /// - Throws: `ModelProblem.unknownSiteName` with the nearest name.
  public init(component: Component, name: String) throws(ModelProblem) {
    guard let known = SiteName(text: name), known.description.isLayered else {
      let names = SiteName.allCases.filter(\.description.isLayered).map(\.text)
      // `L5.H1` is one component written as two.
      let joined = component.text + name
      let nearest = Site.spelled("\(joined).z") == nil ? Suggestion.best(for: name, among: names) : joined
      throw .unknownSiteName(name, component: component.text, nearest: nearest)
    }
    self.init(known, component)
  }

  private static func hook(_ text: String) -> Site? {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    let stack = parts.first.flatMap { first in Component.StackName.allCases.first { $0.hookPrefix == first } }
    guard parts.count == 3, parts[0] == "blocks" || stack != nil, let layer = number(parts[1]) else {
      guard let name = modelHooks[text] else { return nil }
      return Site(name)
    }
    return layerHooks[String(parts[2])].map { Site($0, Component(stack: stack, layers: .one(layer))) }
  }

  /// A number as hook names write it: digits only, and not so many that they could not be a layer.
  private static func number(_ text: Substring) -> Int? {
    guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func spelled(_ text: String) -> Site? {
    if text == Site.finalResid.text { return .finalResid }
    guard let dot = text.lastIndex(of: ".") else {
      return SiteName(text: text).flatMap { $0.description.isLayered ? nil : Site($0) }
    }
    guard let component = Component(parsing: String(text[..<dot])),
      let name = SiteName(text: String(text[text.index(after: dot)...])), name.description.isLayered
    else { return nil }
    return Site(name, component)
  }

  private static let modelHooks = Dictionary(
    uniqueKeysWithValues: SiteDescription.all.filter { !$0.isLayered }.map { ($0.hookPattern, $0.name) })

  private static let layerHooks = Dictionary(
    uniqueKeysWithValues: SiteDescription.all.filter(\.isLayered).map {
      (String($0.hookPattern.dropFirst("blocks.{}.".count)), $0.name)
    })

  /// The known name nearest to one that was typed, with the layer that was typed.
  public static func nearest(_ text: String) -> String? {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 3, parts[0] == "blocks", number(parts[1]) != nil {
      let names = Array(layerHooks.keys) + WeightName.allCases.filter(\.isLayered).map(\.rawValue)
      return Suggestion.best(for: String(parts[2]), among: names).map { "blocks.\(parts[1]).\($0)" }
    }
    if let dot = text.lastIndex(of: "."), Component(parsing: String(text[..<dot])) != nil {
      let typed = String(text[text.index(after: dot)...])
      return Suggestion.best(for: typed, among: SiteName.allCases.map(\.text)).map { "\(text[..<dot]).\($0)" }
    }
    return Suggestion.best(for: text, among: Array(modelHooks.keys) + SiteName.allCases.map(\.text))
  }
}

extension Component {
  /// The component of a text such as `L5H1`, `L*H*`, `enc.L[0..<9]`; nil when it is none.
  public init?(parsing text: String) {
    var rest = Substring(text)
    var stack: StackName?
    for name in [StackName.encoder, .decoder] where rest.hasPrefix(name.rawValue + ".") {
      stack = name
      rest = rest.dropFirst(name.rawValue.count + 1)
    }
    guard rest.first == "L", let layers = Component.selection(&rest) else { return nil }
    guard let letter = rest.first else {
      self.init(stack: stack, layers: layers)
      return
    }
    guard let selection = Component.selection(&rest), rest.isEmpty else { return nil }
    switch letter {
    case "H": self.init(stack: stack, layers: layers, part: .head(selection))
    case "N": self.init(stack: stack, layers: layers, part: .neuron(selection))
    case "G": self.init(stack: stack, layers: layers, part: .group(selection))
    default: return nil
    }
  }

  /// Takes a letter and the selection behind it off the front.
  private static func selection(_ rest: inout Substring) -> Selection? {
    rest = rest.dropFirst()
    if rest.first == "*" {
      rest = rest.dropFirst()
      return .all
    }
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      let bounds = rest[rest.index(after: rest.startIndex)..<end].split(separator: "..<")
      guard bounds.count == 2, let lower = Int(bounds[0]), let upper = Int(bounds[1]), lower >= 0, lower < upper else {
        return nil
      }
      rest = rest[rest.index(after: end)...]
      return .range(lower..<upper)
    }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard let number = Int(digits) else { return nil }
    rest = rest[digits.endIndex...]
    return .one(number)
  }
}
