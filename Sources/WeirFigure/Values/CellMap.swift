/// Coloured cells: a heat map, with text in the cells where it is given.
public struct CellMap: Sendable, Equatable {
  public var rows: FigureAxis
  public var columns: FigureAxis
  /// The values `[row, column]`, row by row; NaN where there is none (a masked score, padding).
  public var values: [Float]
  /// What stands in each cell instead of its number, such as the top token; empty for none.
  public var texts: [String]
  public var scale: ColourScale
  /// The Weir line that computes a cell, where one is known.
  public var line: WeirLine?

  /// Makes a map; missing cells are filled with NaN and surplus ones dropped, so that every renderer may index freely.
  public init(
    rows: FigureAxis, columns: FigureAxis, values: [Float], texts: [String] = [], scale: ColourScale? = nil,
    line: WeirLine? = nil
  ) {
    let count = rows.count * columns.count
    self.rows = rows
    self.columns = columns
    self.values =
      values.count == count
      ? values : Array(values.prefix(count)) + Array(repeating: .nan, count: max(0, count - values.count))
    self.texts =
      texts.isEmpty ? [] : Array(texts.prefix(count)) + Array(repeating: "", count: max(0, count - texts.count))
    self.scale = scale ?? ColourScale(fitting: self.values)
    self.line = line
  }

  /// The value at a row and a column.
  public subscript(row: Int, column: Int) -> Float { values[row * columns.count + column] }

  /// The text of a cell, or nil when its number stands there.
  public func text(row: Int, column: Int) -> String? {
    texts.isEmpty ? nil : texts[row * columns.count + column]
  }

  /// Whether some cell has no value.
  public var hasMissing: Bool { values.contains(where: \.isNaN) }

  /// How much the values vary: the variance over the cells that have a finite one.
  public var variance: Double {
    var count = 0.0
    var mean = 0.0
    var squares = 0.0
    for value in values where value.isFinite {
      count += 1
      let step = Double(value) - mean
      mean += step / count
      squares += step * (Double(value) - mean)
    }
    return count > 0 ? squares / count : 0
  }

  /// The places of the cells that are strongest on the scale, strongest first; ties in reading order.
  ///
  /// A row with a single value beside zeros (a first token can only look at itself) says nothing and comes only when there
  /// is no other.
  public func strongest(_ limit: Int) -> [(row: Int, column: Int)] {
    let distance = { (value: Float) in scale.isDiverging ? abs(value) : value }
    var best: [Int] = []
    let telling = tellingRows
    for index in values.indices where !values[index].isNaN && telling[index / columns.count] {
      if best.count == limit, let last = best.last, distance(values[index]) <= distance(values[last]) { continue }
      let place = best.firstIndex { distance(values[$0]) < distance(values[index]) } ?? best.count
      best.insert(index, at: place)
      if best.count > limit { best.removeLast() }
    }
    return best.map { ($0 / columns.count, $0 % columns.count) }
  }

  /// Whether each row has more than one value that is not 0; all rows when none has.
  private var tellingRows: [Bool] {
    let width = columns.count
    let telling = (0..<rows.count).map { row in
      values[row * width..<(row + 1) * width].lazy.filter { !$0.isNaN && $0 != 0 }.prefix(2).count > 1
    }
    return telling.contains(true) ? telling : telling.map { _ in true }
  }
}
