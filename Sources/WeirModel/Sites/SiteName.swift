/// The places of the forward pass that can be read and written, each once, in the order of the pass.
///
/// The raw value is the place in the table `SiteDescription.all`, which says what each is.
public enum SiteName: UInt8, Sendable, Hashable, CaseIterable {
  case embed, posEmbed
  case residPre, attnIn, qInput, kInput, vInput
  case ln1Scale, ln1Normalized
  case q, k, v, rotQ, rotK, scores, pattern, z, result
  case ln1PostScale, ln1PostNormalized, attnOut, residMid
  case mlpIn, ln2Scale, ln2Normalized, mlpPre, mlpPreLinear, mlpPost, ln2PostScale, ln2PostNormalized, mlpOut
  case residPost
  case finalScale, finalNorm, logits

  /// What the site is: the entry of the table.
  public var description: SiteDescription { SiteDescription.all[Int(rawValue)] }

  /// Weir's spelling after a component: `pattern` in `L5H1.pattern`.
  public var text: String { description.text }

  /// The site that Weir spells like this.
  public init?(text: String) {
    guard let name = Self.named[text] else { return nil }
    self = name
  }

  private static let named = Dictionary(uniqueKeysWithValues: SiteDescription.all.map { ($0.text, $0.name) })
}

/// A set of site names, one bit each, so that a pass without taps asks one bit at each site.
struct SiteSet: Sendable {
  private var bits: UInt64 = 0

  var isEmpty: Bool { bits == 0 }

  @inline(__always)
  func contains(_ name: SiteName) -> Bool { bits & (1 << UInt64(name.rawValue)) != 0 }

  mutating func insert(_ name: SiteName) { bits |= 1 << UInt64(name.rawValue) }
}
