// A value as a picture: the one way from `show`, `figure` and `save` to a figure.

import WeirFigure
import WeirLanguage
import WeirTensor

extension Figure {
  /// The picture of a value; nil for values that are shown as text.
  static func of(_ value: Value, _ options: PictureOptions) throws -> Figure? {
    switch value {
    case .object(let figure as FigureObject):
      let shown = figure.figure.titled(options)
      return options.source.map { CellLines.fillFromValues(shown, from: $0) } ?? shown
    case .object(let table as TableObject):
      let shown = Figure.of(table.table, options)
      return options.source.map { CellLines.fill(table: shown, from: $0) } ?? shown
    case .object(let object as TensorObject):
      var options = options
      options.layer = object.layer
      return try .of(object.tensor, options)
    case .list(let box):
      if let parts = try parts(box.items.map { ("", $0) }, options, isList: true) { return parts }
      guard let tensor = try value.asTensor(), !tensor.axes.isEmpty, tensor.count > 0 else { return nil }
      return try .of(tensor, options)
    case .record(let box): return try parts(box.fields.map { ($0.key, $0.value) }, options)
    default: return nil
    }
  }

  static func of(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    var (tensor, options) = (tensor, options)
    if let reduction = options.reduction {
      options.source = options.source.map { "figure(\($0), reduce: \"\(reduction)\").values" }
      guard let kind = TensorReductions.simple[reduction] else {
        throw NativeProblem.unknownChoice(reduction, of: TensorReductions.simple.keys.sorted())
      }
      tensor = try tensor.reduced(kind, over: [tensor.axisIndex("head") != nil ? "head" : tensor.axes[0].name])
    }
    let rule = try PictureRule.chosen(for: tensor.axes, options.kind)
    let figure = try rule.draw(tensor, options)
    return options.source.map { CellLines.fill(figure, of: tensor.axes, rule: rule.name, from: $0) } ?? figure
  }

  /// Figures side by side, each under its key; nil when some item has no picture.
  private static func parts(
    _ items: [(key: String, value: Value)], _ options: PictureOptions, isList: Bool = false
  ) throws -> Figure? {
    guard !items.isEmpty, items.allSatisfy({ $0.value.isPicture }) else { return nil }
    if let together = try lines(items, options) { return together }
    var inner = options
    inner.subtitle = ""
    let figures = try items.enumerated().compactMap { index, item in
      let (key, value) = item
      inner.title = key
      inner.source = options.source.map { $0 + (isList ? "[\(index)]" : "[\(StringLiteral.quoted(key))]") }
      return try of(value, inner)
    }
    return .sideBySide(title: options.title, subtitle: options.subtitle, figures)
  }

  /// A record of lines over one axis is one picture with a line a field.
  private static func lines(_ items: [(key: String, value: Value)], _ options: PictureOptions) throws -> Figure? {
    let tensors = try items.compactMap { try $0.value.asObject(TensorObject.self)?.tensor }
    guard tensors.count == items.count, tensors.count > 1, !items[0].key.isEmpty,
      tensors.allSatisfy({ $0.axes.count == 1 && $0.axes == tensors[0].axes }),
      options.kind ?? "line" == "line"
    else { return nil }
    let figure = try Pictures.lines(Tensor.stack(tensors, axis: "line", labels: items.map(\.key)), options)
    return options.source.map { CellLines.fillFromValues(figure, from: "figure(\($0))") } ?? figure
  }

  private func titled(_ options: PictureOptions) -> Figure {
    var figure = self
    if !options.title.isEmpty { figure.title = options.title }
    if !options.subtitle.isEmpty { figure.subtitle = options.subtitle }
    return figure
  }

  static func of(_ table: Table, _ options: PictureOptions) -> Figure {
    .table(
      title: options.title, subtitle: options.subtitle,
      columns: table.columns.map { column in
        guard column.kind == .number else {
          return FigureTable.Column(column.name, texts: column.values.indices.map { column.cell($0) })
        }
        let numbers = column.values.map { $0.asNumber ?? .nan }
        return FigureTable.Column(column.name, numbers: numbers, decimals: decimals(numbers))
      })
  }

  /// Digits behind the point with which the smallest number still shows two digits, at most 6.
  private static func decimals(_ numbers: [Double]) -> Int {
    let sizes = numbers.filter { $0.isFinite && $0 != $0.rounded() }.map(abs)
    guard var smallest = sizes.min() else { return 0 }
    var decimals = 2
    while smallest < 0.1, decimals < 6 { (smallest, decimals) = (smallest * 10, decimals + 1) }
    return decimals
  }
}

extension Value {
  /// Whether it is drawn rather than written: tensors with axes, tables, figures.
  var isPicture: Bool {
    switch self {
    case .object(let object): object is TensorObject || object is FigureObject || object is TableObject
    default: false
    }
  }
}
