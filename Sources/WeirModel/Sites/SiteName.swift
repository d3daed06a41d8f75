/// The places of the forward pass that can be read and written, each once, in the order of the pass.
///
/// The raw value is the place in the table `SiteDescription.all`, which says what each is.
public enum SiteName: UInt8, Sendable, Hashable, CaseIterable {
  case embedNormScale, embedNormalized, embed, posEmbed, segmentEmbed
  case residPre, attnIn, qInput, kInput, vInput
  case ln1Scale, ln1Normalized
  case q, k, v, qNormScale, qNormalized, kNormScale, kNormalized, rotQ, rotK, scores, pattern, z, result
  case ln1PostScale, ln1PostNormalized, attnOut, residMid
  case crossNormScale, crossNormalized, crossQ, crossK, crossV, crossScores, crossPattern, crossZ, crossOut,
    residMidCross
  case mlpIn, ln2Scale, ln2Normalized
  case expertWeights, expertShares, expertOut
  case mlpPre, mlpPreLinear, mlpMid, mlpNormScale, mlpNormalized, mlpPost
  case ln2PostScale, ln2PostNormalized, mlpOut
  case residPost, residPostNormalized
  case finalScale, finalNorm, logits

  /// What the site is: the entry of the table.
  public var description: SiteDescription { SiteDescription.all[Int(rawValue)] }

  /// Weir's spelling after a component: `pattern` in `L5H1.pattern`.
  public var text: String { description.text }

  /// The names that a component's kind has, as far as models with one stack compute them.
  static func sites(of component: String) -> [String] {
    let part = Component(parsing: component)?.part ?? .layer
    return allCases.filter { name in
      guard name.description.isLayered, !name.text.contains("cross"), !name.text.hasPrefix("expert") else {
        return false
      }
      return switch part {
      case .layer: true
      case .head, .group: name.description.partAxis == .head || name.description.partAxis == .keyHead
      case .neuron: name.description.partAxis == .dMLP
      }
    }.map(\.text)
  }

  /// The site that Weir spells like this.
  public init?(text: String) {
    guard let name = Self.named[text] else { return nil }
    self = name
  }

  /// Whether its rows are the encoder's positions, in the decoder's layers.
  var readsSource: Bool { self == .crossK || self == .crossV }

  /// Whether it has a matrix of the decoder's queries and the encoder's keys.
  var isCrossMatrix: Bool { self == .crossScores || self == .crossPattern }

  private static let named = Dictionary(uniqueKeysWithValues: SiteDescription.all.map { ($0.text, $0.name) })
}

extension SiteName {
  /// The place in the pass of a model; where norms stand on the stream, they come later or earlier than the
  /// table says.
  func rank(in configuration: ModelConfiguration) -> Int {
    if configuration.normsEmbeddingSum, self == .embedNormScale || self == .embedNormalized {
      return 2 * Int(SiteName.segmentEmbed.rawValue) + 1
    }
    switch (self, configuration.norm.placement) {
    case (.ln1Scale, .post), (.ln1Normalized, .post): return 2 * Int(SiteName.residMid.rawValue) + 1
    case (.ln2Scale, .post), (.ln2Normalized, .post): return 2 * Int(SiteName.residPost.rawValue) + 1
    case (.ln1Scale, .stream), (.ln1Normalized, .stream): return 2 * Int(SiteName.residPre.rawValue) + 1
    default: return 2 * Int(rawValue)
    }
  }
}

extension ModelConfiguration {
  /// Whether a site is another one of the same layer or comes after it in the pass.
  func isPast(_ name: SiteName, at site: SiteName) -> Bool { site.rank(in: self) >= name.rank(in: self) }
}

/// A set of site names, one bit each, so that a pass without taps asks one bit at each site.
struct SiteSet: Sendable {
  private var bits: SIMD2<UInt64> = [0, 0]

  var isEmpty: Bool { bits == [0, 0] }

  @inline(__always)
  func contains(_ name: SiteName) -> Bool {
    bits[Int(name.rawValue >> 6)] & (1 << UInt64(name.rawValue & 63)) != 0
  }

  mutating func insert(_ name: SiteName) { bits[Int(name.rawValue >> 6)] |= 1 << UInt64(name.rawValue & 63) }
}
