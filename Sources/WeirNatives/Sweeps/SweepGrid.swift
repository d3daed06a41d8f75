import WeirLanguage
import WeirModel
import WeirTensor

/// What a sweep goes over: axes, and for each cell the arguments of `do`.
struct SweepGrid {
  let axes: [Axis]
  /// In row-major order of the axes.
  let cells: [[Value]]

  /// A list is one axis `item`, a grid of heads `[layer, head]`, a record the product of its fields.
  init(over value: Value, base: RunObject, call: Call) throws {
    guard let record = value.asRecord else {
      let (axes, items) = try Self.axes(of: value, named: nil, base, call)
      self.init(axes: axes, cells: items.map { [$0] })
      return
    }
    var axes: [Axis] = []
    var cells: [[Value]] = [[]]
    for (name, field) in record.fields {
      let (fieldAxes, items) = try Self.axes(of: field, named: name, base, call)
      axes += fieldAxes
      try call.context.budget.ask(count: cells.count * items.count, of: 64, for: "the cells of a sweep")
      cells = cells.flatMap { cell in items.map { cell + [$0] } }
    }
    self.init(axes: axes, cells: cells)
  }

  private init(axes: [Axis], cells: [[Value]]) {
    self.axes = axes
    self.cells = cells
  }

  /// Refuses a `do` that takes more or fewer values than a cell has.
  func check(_ signature: Signature) throws {
    let given = cells.first?.count ?? 0
    let isEnough = given >= signature.requiredCount
    guard !isEnough || signature.restPlace == nil && given > signature.parameters.count else { return }
    throw NativeProblem.cellsDisagree(
      takes: signature.parameters.count, given: given, axes: axes.map(\.name))
  }

  private static func axes(
    of value: Value, named name: String?, _ base: RunObject, _ call: Call
  ) throws -> ([Axis], [Value]) {
    guard let items = try value.items(budget: call.context.budget), !items.isEmpty else {
      if let name { throw NativeProblem.nothingUnder(name, found: value.summary) }
      throw call.wrongType(1, "a list, a grid such as `heads()`, a range, or a record of them")
    }
    if let component = value.asObject(ComponentObject.self)?.component {
      return (try componentAxes(component, named: name, items, base), items)
    }
    let labels = items.map(\.text)
    let isCounting = labels == (0..<items.count).map { "\($0)" }
    if name == "pos", let tokens = try base.tokenLabels(items) {
      return ([Axis("pos", items.count, labels: tokens)], items)
    }
    return ([Axis(name ?? "item", items.count, labels: isCounting ? nil : labels)], items)
  }

  /// `[layer]`, or `[layer, head]` where no name makes it one axis; labelled when it does not begin at 0.
  private static func componentAxes(
    _ component: Component, named name: String?, _ items: [Value], _ base: RunObject
  ) throws -> [Axis] {
    let shape = base.model.configuration
    let layers = try component.layers(in: shape)
    func axis(_ name: String, _ places: Range<Int>) -> Axis {
      Axis(name, places.count, labels: places.lowerBound == 0 ? nil : places.map { "\($0)" })
    }
    guard let parts = try component.parts(in: shape) else { return [axis(name ?? "layer", layers)] }
    if let name { return [Axis(name, items.count, labels: items.map(\.text))] }
    let part = if case .neuron = component.part { "neuron" } else { "head" }
    return [axis("layer", layers), axis(part, parts)]
  }
}

extension RunObject {
  /// The tokens at these positions of a run of one prompt; nil for anything else.
  fileprivate func tokenLabels(_ positions: [Value]) throws -> [String]? {
    guard !run.prompts.isBatch, let tokens = run.prompts.tokens.first else { return nil }
    let places = positions.compactMap(\.asInteger)
    guard places.count == positions.count, places.allSatisfy(tokens.indices.contains) else { return nil }
    return places.map { model.label(tokens[$0]) }
  }
}
