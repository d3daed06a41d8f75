import WeirLanguage
import WeirModel
import WeirNatives

/// Holds component literals, sites and hook names against the shape of the one model that is meant.
struct ModelSiteCheck: SiteCheck {
  let configuration: ModelConfiguration
  /// The model's tokenizer, read when a program names a token; nil when the model has none that can be read.
  let tokenizer: () -> Tokenizer?

  func check(_ component: ComponentLiteral, site: String?) throws {
    let component = Component(component)
    guard let site, SiteName(text: site) != nil else {
      // A field such as `L5H1.layer`, a weight, or the bare component.
      _ = try component.layers(in: configuration)
      _ = try component.parts(in: configuration)
      return
    }
    _ = try Site(component: component, name: site).resolved(in: configuration)
  }

  func check(token: String) throws {
    guard let tokenizer = tokenizer() else { return }
    _ = try tokenizer.singleToken(token) { tokenizer.text(of: $0) ?? "" }
  }

  func check(hookName: String) throws {
    // `m["blocks.5.attn.W_Q"]` names a weight in the same way.
    if (try? WeightPlace(parsing: hookName)) != nil { return }
    _ = try Site(parsing: hookName).resolved(in: configuration)
  }
}
