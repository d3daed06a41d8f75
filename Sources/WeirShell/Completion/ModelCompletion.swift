import WeirLanguage
import WeirModel

/// Candidates that depend on the model: only layers, heads and sites that it has.
struct ModelCompletion<Facts: CompletionFacts> {
  private let facts: Facts

  init(_ facts: Facts) { self.facts = facts }

  /// Component literals that go on from what was typed: `L5`, `L5H1`.
  func components(_ prefix: String) -> [Candidate] {
    guard prefix.hasPrefix("L"), let configuration = facts.configuration else { return [] }
    let rest = prefix.dropFirst()
    let layer = rest.prefix { $0.isNumber || $0 == "*" }
    let part = rest.dropFirst(layer.count)
    if part.isEmpty {
      let all = (0..<configuration.layerCount).map { Candidate("L\($0)", .component, "layer \($0)") }
      return all.filter { $0.text.hasPrefix(prefix) }
        + (prefix == "L" ? [Candidate("L*", .component, "every layer"), range("L", configuration.layerCount)] : [])
    }
    guard isLayer(layer, configuration), let kind = part.first else { return [] }
    let counts: [Character: (Int, String)] = [
      "H": (configuration.headCount, "head"), "G": (configuration.keyValueHeadCount, "group"),
    ]
    guard let (count, noun) = counts[kind] else { return [] }
    let head = "L\(layer)\(kind)"
    let all = (0..<count).map { Candidate("\(head)\($0)", .component, "\(noun) \($0) of layer \(layer)") }
    let every = part.count == 1 ? [Candidate(head + "*", .component, "every \(noun) of layer \(layer)")] : []
    let some = part == "H" && layer != "*" ? [range(head, count)] : []
    return all.filter { $0.text.hasPrefix(prefix) } + every + some
  }

  private func range(_ beginning: String, _ count: Int) -> Candidate {
    Candidate("\(beginning)[0..<\(count)]", .component, "a range, such as \(beginning)[0..<\(count)]")
  }

  /// Ranges in `L[` and `L5H[`: where they may begin, and behind `..<` where they may end.
  func ranges(of component: String, from first: Int?) -> [Candidate] {
    guard let configuration = facts.configuration else { return [] }
    let isLayers = component == "L"
    let count = isLayers ? configuration.layerCount : configuration.headCount
    let noun = isLayers ? "layer" : "head"
    if let first {
      guard first >= 0, first < count else { return [] }
      return ((first + 1)...count).map { Candidate("\($0)]", .component, "up to \(noun) \($0 - 1)") }
    }
    return [Candidate("0..<\(count)]", .component, "every \(noun)")]
      + (0..<count).map { Candidate("\($0)..<", .component, "from \(noun) \($0)") }
  }

  private func isLayer(_ text: Substring, _ configuration: ModelConfiguration) -> Bool {
    text == "*" || (Int(text).map { $0 < configuration.layerCount } ?? false)
  }

  /// Sites of a component literal.
  func sites(of component: String, _ prefix: String) -> [Candidate] {
    let candidates = existing.filter { description in
      guard description.isLayered else { return false }
      if component.contains("H") { return description.axes.contains(.head) || description.axes.contains(.keyHead) }
      if component.contains("G") { return description.axes.contains(.keyHead) }
      if component.contains("N") { return description.axes.contains(.dMLP) }
      return true
    }
    return Completer.matches(candidates.map { Candidate($0.text, .site, summary(of: $0)) }, prefix)
  }

  /// Sites of the whole model, such as `embed`.
  var sitesOutsideLayers: [Candidate] {
    existing.filter { !$0.isLayered }.map { Candidate($0.text, .site, summary(of: $0)) }
  }

  /// TransformerLens names, one segment at a time: `blocks.`, `blocks.0.`, `blocks.0.attn.`.
  func hookNames(_ prefix: String) -> [Candidate] {
    guard let configuration = facts.configuration else { return [] }
    var seen: Set<String> = []
    var result: [Candidate] = []
    for (name, summary) in names(configuration) where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      let step = rest.firstIndex(of: ".").map { prefix + rest[...$0] } ?? name
      if seen.insert(step).inserted { result.append(Candidate(step, .site, step == name ? summary : "")) }
    }
    if !result.isEmpty || prefix.isEmpty { return result }
    // A name's later part was typed: offer it whole, for the first layer.
    return names(configuration).filter { name, _ in
      !name.hasPrefix("blocks.") || name.hasPrefix("blocks.0.")
    }.filter { $0.0.split(separator: ".").contains { $0.hasPrefix(prefix) } }
      .map { Candidate($0.0, .site, $0.1) }
  }

  private func names(_ configuration: ModelConfiguration) -> [(String, String)] {
    existing.flatMap { description -> [(String, String)] in
      guard description.isLayered else { return [(description.hookPattern, summary(of: description))] }
      return (0..<configuration.layerCount).map { (description.hookName(layer: $0), summary(of: description)) }
    }.sorted { Self.naturalOrder($0.0, $1.0) }
  }

  /// The axes with their sizes, where the model decides about them, and what the site is.
  private func summary(of description: SiteDescription) -> String {
    let axes = description.axes.map { axis in
      let (name, size): (String, Int?) =
        switch axis {
        case .pos: ("pos", nil)
        case .query: ("query", nil)
        case .key: ("key", nil)
        case .head: ("head", facts.configuration?.headCount)
        case .keyHead: ("head", facts.configuration?.keyValueHeadCount)
        case .dHead: ("d_head", facts.configuration?.dHead)
        case .dModel: ("d_model", facts.configuration?.dModel)
        case .dMLP: ("d_mlp", facts.configuration?.dMLP)
        case .vocab: ("vocab", facts.configuration?.vocabularySize)
        case .expert: ("expert", nil)
        }
      return size.map { "\(name): \($0)" } ?? name
    }
    return "[\(axes.joined(separator: ", "))]  \(description.summary)"
  }

  /// The sites that the model has.
  private var existing: [SiteDescription] {
    guard let configuration = facts.configuration else { return [] }
    return SiteDescription.all.filter { $0.isIn(configuration) }
  }

  /// Segment by segment, numbers by their value.
  private static func naturalOrder(_ a: String, _ b: String) -> Bool {
    for (left, right) in zip(a.split(separator: "."), b.split(separator: ".")) where left != right {
      if let x = Int(left), let y = Int(right) { return x < y }
      return left < right
    }
    return a.count < b.count
  }
}
