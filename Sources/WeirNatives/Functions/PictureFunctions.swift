// Pictures that a value's axes do not choose by themselves: points, intervals, texts in cells, differences.

import WeirFigure
import WeirLanguage
import WeirTensor

enum PictureFunctions {
  static func functions() -> [NativeFunction] {
    [
      figure("bar_plot") { call, options in try plot(call, options, areBars: true) },
      figure("diff") { call, options in try difference(call, options) },
      figure("histogram") { call, options in
        .histogram(
          title: options.title, subtitle: options.subtitle, x: PlotAxis(options.colourName),
          values: try call.tensor(0).values.map(Double.init), bins: try call.integer(named: "bins"))
      },
      figure("line_plot") { call, options in try plot(call, options, areBars: false) },
      figure("neuron_figure", neurons),
      figure("scatter_plot", scatter),
      figure("small_multiples", multiples),
      figure("text_map") { call, options in
        let map = try matrix(call, 0)
        return .lens(
          title: options.title, subtitle: options.subtitle, rows: Pictures.figureAxis(map.axes[0]),
          columns: Pictures.figureAxis(map.axes[1]), tokens: try texts(call, 1, count: map.count), values: map.values,
          name: options.colourName, palette: options.palette, isLogarithmic: options.isLogarithmic)
      },
      figure("token_bars") { call, options in
        let values = try call.tensor(1).values.map(Double.init)
        return .topTokens(
          title: options.title, subtitle: options.subtitle, tokens: try texts(call, 0, count: values.count),
          values: values, name: options.colourName.isEmpty ? "value" : options.colourName)
      },
    ]
  }

  private static func figure(
    _ name: String, _ body: @escaping (Call, PictureOptions) throws -> Figure
  ) -> NativeFunction {
    NativeFunction(name) { call in .object(FigureObject(try body(call, call.pictureOptions()))) }
  }

  // MARK: - Lines and bars

  private static func plot(_ call: Call, _ options: PictureOptions, areBars: Bool) throws -> Figure {
    let rows = try rows(call, 0)
    let (lower, upper) = (try intervals(call, "low", rows), try intervals(call, "high", rows))
    let axis = rows.axis.map(Pictures.figureAxis) ?? FigureAxis("", count: rows.series.first?.values.count ?? 0)
    let y = PlotAxis(options.colourName)
    if areBars {
      return .bars(
        title: options.title, subtitle: options.subtitle, x: axis, y: y, series: rows.series,
        intervals: lower.isEmpty ? [] : zip(lower, upper).map { ($0, $1) })
    }
    let xs = try call.place("x").flatMap { call[$0].isNone ? nil : try call.tensor($0) }
    if let xs, rows.series.contains(where: { $0.values.count != xs.count }), let place = call.place("x") {
      throw call.wrongType(place, "as many numbers as a line has")
    }
    let series = rows.series.enumerated().map { index, one in
      PlotSeries(
        one.name, .line, xs: xs?.values.map(Double.init) ?? one.values.indices.map(Double.init), ys: one.values,
        lower: lower.isEmpty ? [] : lower[index], upper: upper.isEmpty ? [] : upper[index])
    }
    let x = xs == nil ? PlotAxis(axis) : PlotAxis(try call.string(named: "across") ?? axis.name)
    return .lines(title: options.title, subtitle: options.subtitle, x: x, y: y, series: series)
  }

  private typealias Rows = (series: [(name: String, values: [Double])], axis: Axis?)

  /// Rows of numbers with their names: of a tensor with one or two axes, of a list, or of the fields of a record.
  private static func rows(_ call: Call, _ place: Int) throws -> Rows {
    if let record = call[place].asRecord {
      let tensors = try zip(record.keys, record.values).map { name, value in
        guard let tensor = try value.asTensor(), tensor.axes.count <= 1 else {
          throw call.wrongType(place, "a record of tensors with one axis")
        }
        return (name: name, tensor: tensor)
      }
      guard let first = tensors.first?.tensor, tensors.allSatisfy({ $0.tensor.count == first.count }) else {
        throw call.wrongType(place, "a record of rows that are equally long")
      }
      return (tensors.map { ($0.name, $0.tensor.values.map(Double.init)) }, first.axes.first)
    }
    let tensor = try call.tensor(place)
    guard (1...2).contains(tensor.axes.count), tensor.count > 0 else {
      throw call.wrongType(place, "numbers on one or two axes")
    }
    return (Pictures.rows(tensor), tensor.axes.last)
  }

  /// The ends of intervals by series; empty when none are given.
  private static func intervals(_ call: Call, _ name: String, _ rows: Rows) throws -> [[Double]] {
    guard let place = call.place(name), !call[place].isNone else { return [] }
    let given = try self.rows(call, place).series.map(\.values)
    guard given.map(\.count) == rows.series.map(\.values.count) else {
      throw call.wrongType(place, "as many numbers as `\(call.signature.parameters[0].name)` has")
    }
    return given
  }

  // MARK: - Points

  private static func scatter(_ call: Call, _ options: PictureOptions) throws -> Figure {
    let (x, y) = (try call.tensor(0), try call.tensor(1))
    guard x.count == y.count else { throw call.wrongType(1, "as many numbers as `x` has, \(x.count)") }
    let labels = try optionalTexts(call, "labels", count: x.count) ?? names(of: x)
    let groups = try optionalTexts(call, "groups", count: x.count) ?? Array(repeating: "", count: x.count)
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(index)
    }
    let series = order.map { group in
      let places = members[group] ?? []
      return PlotSeries(
        group, .points, xs: places.map { Double(x.values[$0]) }, ys: places.map { Double(y.values[$0]) },
        labels: labels.isEmpty ? [] : places.map { labels[$0] })
    }
    return .scatter(
      title: options.title, subtitle: options.subtitle, x: PlotAxis(try call.string(named: "across") ?? ""),
      y: PlotAxis(try call.string(named: "up") ?? ""), series: series)
  }

  /// `L5H1` for cells of layers and heads, labels of one axis, nothing otherwise.
  private static func names(of tensor: Tensor) -> [String] {
    if tensor.axes.map(\.name) == ["layer", "head"], tensor.axes.allSatisfy({ $0.labels == nil }) {
      let heads = tensor.axes[1].size
      return (0..<tensor.count).map { "L\($0 / heads)H\($0 % heads)" }
    }
    return tensor.axes.count == 1 ? tensor.axes[0].labels ?? [] : []
  }

  // MARK: - Texts

  /// As many strings as there are numbers, from a list or nested lists.
  private static func texts(_ call: Call, _ place: Int, count: Int) throws -> [String] {
    var found: [String] = []
    func walk(_ value: Value) throws {
      if let text = value.asString { return found.append(text) }
      guard let items = value.asList else { throw call.wrongType(place, "a list of strings") }
      try items.forEach(walk)
    }
    try walk(call[place])
    guard found.count == count else { throw call.wrongType(place, "\(count) strings, one a number") }
    return found
  }

  private static func optionalTexts(_ call: Call, _ name: String, count: Int) throws -> [String]? {
    guard let place = call.place(name), !call[place].isNone else { return nil }
    let items = try call.items(place)
    guard items.count == count else { throw call.wrongType(place, "\(count) names, one a point") }
    return items.map(\.text)
  }

  private static func matrix(_ call: Call, _ place: Int) throws -> Tensor {
    let tensor = try call.tensor(place)
    guard tensor.axes.count == 2 else { throw call.wrongType(place, "a tensor with two axes") }
    return tensor
  }

  // MARK: - Several maps

  private static func multiples(_ call: Call, _ options: PictureOptions) throws -> Figure {
    let record = call[0].asRecord
    let values = try record?.values ?? call.items(0)
    let maps = try values.map { value in
      guard let tensor = try value.asTensor(), tensor.axes.count == 2 else {
        throw call.wrongType(0, "a list or record of tensors with two axes")
      }
      return tensor
    }
    guard !maps.isEmpty else { throw call.wrongType(0, "at least one tensor with two axes") }
    let names = try optionalTexts(call, "names", count: maps.count) ?? record?.keys ?? maps.indices.map { "\($0)" }
    return .smallMultiples(
      title: options.title, subtitle: options.subtitle, names: names,
      rows: maps.map { Pictures.figureAxis($0.axes[0]) },
      columns: maps.map { Pictures.figureAxis($0.axes[1]) }, maps: maps.map(\.values), palette: options.palette,
      colourName: options.colourName)
  }

  private static func neurons(_ call: Call, _ options: PictureOptions) throws -> Figure {
    let (query, keys) = (try call.tensor(0), try matrix(call, 1))
    let (scores, pattern) = (try call.tensor(2).values, try call.tensor(3).values)
    guard keys.axes[1].size == query.count else { throw call.wrongType(1, "keys of \(query.count) numbers") }
    guard scores.count == keys.axes[0].size else { throw call.wrongType(2, "one score a key") }
    guard pattern.count == scores.count else { throw call.wrongType(3, "one weight a key") }
    // Keys behind the query are masked: they have no score.
    let seen = scores.indices.filter { !scores[$0].isNaN }
    let (width, values) = (query.count, keys.values)
    return .neuronView(
      title: options.title, subtitle: options.subtitle, queryLabel: try call.string(named: "label") ?? "query",
      keyLabels: seen.map { Pictures.figureAxis(keys.axes[0]).labels[$0] }, query: query.values,
      keys: seen.flatMap { values[($0 * width)..<(($0 + 1) * width)] }, scores: seen.map { scores[$0] },
      pattern: seen.map { pattern[$0] })
  }

  // MARK: - Differences

  /// Left, difference, right; the outer two share a scale and the difference is centred at 0.
  private static func difference(_ call: Call, _ options: PictureOptions) throws -> Figure {
    let (left, right) = (try numbers(call, 0), try numbers(call, 1))
    guard left.axes.map(\.name) == right.axes.map(\.name), left.axes.map(\.size) == right.axes.map(\.size) else {
      throw call.problem(at: 1, NativeProblem.differentAxes(left: left.axes, right: right.axes))
    }
    let names = try optionalTexts(call, "names", count: 2) ?? ["left", "right"]
    let change = Tensor(left.axes, zip(left.values, right.values).map { $0 - $1 })
    let difference = names[0] + " − " + names[1]
    guard left.axes.count > 1 || PictureRule.isText(left.axes) else {
      let pair = try Tensor.stack([left, right], axis: "line", labels: names)
      return .sideBySide(
        title: options.title, subtitle: options.subtitle,
        [
          try part(pair, "\(names[0]) and \(names[1])", "line", options),
          try part(change, difference, "line", options),
        ])
    }
    let kind = try PictureRule.chosen(for: left.axes, options.kind).name
    var inner = options
    inner.palette = nil
    inner.colourName = "difference"
    let middle = try part(change, difference, kind, inner)
    // The head that changes most is the large one on all sides.
    var options = options
    if case .focus(_, let index) = middle.arrangement { options.held = index }
    let outer = Figure.sharingScale(
      [try part(left, names[0], kind, options), try part(right, names[1], kind, options)], palette: options.palette)
    let parts = [outer[0], middle, outer[1]]
    // Heads and texts need the whole width.
    return left.axes.count == 2
      ? .sideBySide(title: options.title, subtitle: options.subtitle, parts)
      : .stacked(title: options.title, subtitle: options.subtitle, parts)
  }

  private static func part(_ tensor: Tensor, _ title: String, _ kind: String?, _ options: PictureOptions) throws
    -> Figure
  {
    var options = options
    (options.title, options.subtitle, options.kind) = (title, "", kind)
    return try .of(tensor, options)
  }

  /// The numbers of a tensor, or of a figure that draws one.
  private static func numbers(_ call: Call, _ place: Int) throws -> Tensor {
    if let figure = call[place].asObject(FigureObject.self), let values = try figure.member("values") {
      return try values.requiredTensor()
    }
    return try call.tensor(place)
  }
}
