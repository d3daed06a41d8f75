import WeirLanguage
import WeirModel
import WeirText

/// A layer, head, neuron or key-value group, or a grid of them, as a value: `L5H1`, `heads()`.
///
/// How far `*` reaches is asked of the current model when it is walked over; what `heads(m)` and `layers(m)` give is
/// counted out in `m`.
public final class ComponentObject: Object {
  public let component: Component
  private let shelf: ModelShelf
  /// The shape of the model that it was counted out in; nil for a literal.
  private let shape: ModelConfiguration?

  init(_ component: Component, shelf: ModelShelf, in shape: ModelConfiguration? = nil) {
    self.component = component
    self.shelf = shelf
    self.shape = shape
  }

  public override var typeName: String { "component" }
  public override var text: String { component.text }
  public override var summary: String? { component.isSingle ? text : "the components \(text)" }
  public override func echo(width: Int, digits: Int?) -> Markup { Markup(text, .literal) }

  /// The single components it stands for, layer by layer.
  func members() throws -> [Component] { try component.members(in: try shape ?? shelf.configuration()) }

  public override var count: Int? { component.isSingle ? nil : try? members().count }

  public override func items() throws -> [Value]? {
    guard !component.isSingle else { return nil }
    return try members().map { .object(ComponentObject($0, shelf: shelf, in: shape)) }
  }

  public override var memberNames: [String] {
    ["layer", "index"] + WeightObject.names + SiteName.allCases.filter(\.description.isLayered).map(\.text)
  }

  /// `h.layer` and `h.index` as numbers, weights, and anything else is a site.
  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "layer": component.layers.single.map { Value($0) } ?? Value.none
    case "index": component.part.selection?.single.map { Value($0) } ?? Value.none
    default: try .object(WeightObject(name, of: component) ?? SiteObject(Site(component: component, name: name)))
    }
  }

  public override func isEqual(to other: Object) -> Bool { (other as? ComponentObject)?.component == component }

  public override func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
    guard let a = left.asObject(ComponentObject.self), let b = right.asObject(ComponentObject.self) else { return nil }
    switch op {
    case .equal: return .bool(a.component == b.component)
    case .notEqual: return .bool(a.component != b.component)
    case .isIn: return .bool(try b.members().contains(a.component))
    case .isNotIn: return .bool(try !b.members().contains(a.component))
    default: return nil
    }
  }
}
