import WeirLanguage
import WeirModel
import WeirText

/// A place of the forward pass as a value: `L5H1.pattern`, `embed`, `"blocks.5.attn.hook_pattern"`.
public final class SiteObject: Object {
  public let site: Site

  init(_ site: Site) { self.site = site }

  public override var typeName: String { "site" }
  public override var text: String { site.text }
  public override var summary: String? { "the site \(site.text)" }

  public override func echo(width: Int, digits: Int?) -> Markup {
    Markup(site.text, .literal) + Markup("  " + (site.hookName.map { $0 + "  " } ?? ""), .name)
      + Markup(site.name.description.summary, .dim)
  }

  public override var memberNames: [String] { ["layer", "hook", "name"] }

  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "layer": site.component?.layers.single.map { Value($0) } ?? Value.none
    case "hook": site.hookName.map { Value($0) } ?? Value.none
    case "name": Value(site.name.text)
    default: nil
    }
  }

  public override func isEqual(to other: Object) -> Bool { (other as? SiteObject)?.site == site }
}

extension Value {
  /// The site that a value names: a site, a hook name, or a component that implies one (a head's `z`).
  func asSite() throws -> Site? {
    switch self {
    case .string(let box): try Site(parsing: box.text)
    case .object(let object as SiteObject): object.site
    case .object(let object as ComponentObject): try object.component.impliedSite()
    default: nil
    }
  }
}
