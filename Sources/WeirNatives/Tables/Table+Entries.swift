// The largest entries of a tensor as a table: one column an axis, and the value.

import WeirLanguage
import WeirModel
import WeirTensor

extension Table {
  /// The `count` largest (or smallest) entries; `layer` and `head` together are one column of components.
  init(entriesOf tensor: Tensor, count: Int, smallest: Bool, shelf: ModelShelf) throws {
    let flat = try tensor.reshaped([("item", nil)])
    let top = try flat.top(Swift.min(count, flat.count), over: "item", smallest: smallest)
    let places = top.positions.values.filter { !Tensor.isMissing($0) }.map { Int($0) }
    let values = top.values.values.prefix(places.count).map { Value.number(Value.decimal($0)) }
    let coordinates = places.map { tensor.axes.coordinates(of: $0) }
    try self.init(entries: tensor.axes, coordinates, values: values, shelf: shelf)
  }

  /// The largest entries of a matrix kept as factors.
  init(entriesOf matrix: FactoredMatrix, count: Int, smallest: Bool, shelf: ModelShelf) throws {
    let entries = try matrix.topEntries(
      Swift.min(count, matrix.axes.reduce(1) { $0 * $1.size }), by: smallest ? .smallest : .largest)
    try self.init(
      entries: matrix.axes, entries.map(\.positions), values: entries.map { .number(Value.decimal($0.value)) },
      shelf: shelf)
  }

  private init(entries axes: [Axis], _ coordinates: [[Int]], values: [Value], shelf: ModelShelf) throws {
    var columns: [Column] = []
    let layer = axes.firstIndex { $0.name == "layer" }
    for (place, axis) in axes.enumerated() {
      if let layer, axis.name == "head" {
        let heads = coordinates.map { Component.head(axes[layer].number(at: $0[layer]), axis.number(at: $0[place])) }
        columns.append(Column("head", .component, heads.map { .object(ComponentObject($0, shelf: shelf)) }))
      } else if axis.name != "layer" || !axes.contains(where: { $0.name == "head" }) {
        columns.append(Column(axis, coordinates.map { $0[place] }))
      }
    }
    try self.init(columns + [Column("value", .number, values)])
  }
}

extension Table.Column {
  /// Positions on an axis, as labels where it has some.
  init(_ axis: Axis, _ positions: [Int]) {
    if let labels = axis.labels {
      self.init(axis.name, .token, positions.map { Value(labels[$0]) })
    } else {
      self.init(axis.name, .number, positions.map { Value($0) })
    }
  }
}

extension [Axis] {
  /// The position on each axis of an element in row-major order.
  func coordinates(of element: Int) -> [Int] {
    var rest = element
    var result = [Int](repeating: 0, count: count)
    for place in indices.reversed() {
      result[place] = rest % self[place].size
      rest /= self[place].size
    }
    return result
  }
}

extension Axis {
  /// The layer's or head's own number at a position: its label where the axis holds only some.
  func number(at position: Int) -> Int { labels.flatMap { Int($0[position]) } ?? position }
}
