import WeirLanguage
import WeirModel
import WeirText

/// A change to a run as a value: `ablate(L5H1)`, given to `run(..., with: ...)` or `with { }`.
public final class InterventionObject: Object {
  public let intervention: Intervention

  init(_ intervention: Intervention) { self.intervention = intervention }

  public override var typeName: String { "intervention" }
  public override var text: String { intervention.text }
  public override var summary: String? { "the intervention \(intervention.text)" }
  public override func echo(width: Int, digits: Int?) -> Markup { Markup(intervention.text, .name) }
  public override func isEqual(to other: Object) -> Bool {
    (other as? InterventionObject)?.intervention == intervention
  }
}

extension Value {
  /// The interventions that a value holds: one, a list of them, or none.
  func interventions() throws -> [Intervention] {
    switch self {
    case .none: []
    case .object(let object as InterventionObject): [object.intervention]
    case .list(let box): try box.items.flatMap { try $0.interventions() }
    default: throw NativeProblem.notAnIntervention(found: summary)
    }
  }
}
