import WeirLanguage
import WeirText

/// A table as a value: columns by name, rows as records.
public final class TableObject: Object {
  let table: Table

  init(_ table: Table) { self.table = table }

  public override var typeName: String { "table" }
  public override var count: Int? { table.rowCount }
  public override var text: String { table.layout(width: 10_000, rowLimit: 1_000_000).plain }
  public override var summary: String? {
    "a table of \(Count.of(table.rowCount, "row")) and \(Count.of(table.columns.count, "column"))"
  }

  public override func echo(width: Int, digits: Int?) -> Markup {
    table.layout(width: width, digits: digits)
  }

  public override var memberNames: [String] { table.columns.map(\.name) }

  /// `t.head`: a column as a list.
  public override func member(_ name: String) throws -> Value? {
    Value(try table.column(name).values)
  }

  public override func items() throws -> [Value]? { (0..<table.rowCount).map(table.row) }

  /// `t[0]` is a row, `t[0..<5]` a table, `t["head"]` a column.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    guard indices.count == 1, case .position(let index) = indices[0] else {
      throw ObjectProblem.notIndexable(typeName)
    }
    if let name = index.asString { return Value(try table.column(name).values) }
    if let place = index.asInteger { return table.row(try row(place)) }
    if case .range(let range) = index, let rows = range.rows(of: table.rowCount) {
      return .object(TableObject(table.taking(Array(rows))))
    }
    throw NativeProblem.notAnIndex(found: index.summary)
  }

  /// The words for lists that keep a table a table.
  public override func apply(_ function: String, _ call: Call) throws -> Value? {
    let rows = table.rowIndices
    switch function {
    case "filter":
      return Value(table.taking(try rows.filter { try holds(call, $0) }))
    case "reverse": return Value(table.taking(rows.reversed()))
    case "sort_by":
      let keys = try rows.map { try call.apply(call[1], [table.row($0)]) }
      return Value(table.taking(try Table.order(keys, descending: call.flag("descending"))))
    case "group_by":
      let keys = try rows.map { try call.apply(call[1], [table.row($0)]).text }
      return Value(fields: Table.groups(keys).map { ($0.key, Value(table.taking($0.rows))) })
    default: return nil
    }
  }

  private func holds(_ call: Call, _ row: Int) throws -> Bool {
    guard let truth = try call.apply(call[1], [table.row(row)]).asBool else {
      throw call.wrongType(1, "a function that says true or false")
    }
    return truth
  }

  private func row(_ place: Int) throws -> Int {
    let row = place < 0 ? table.rowCount + place : place
    guard (0..<table.rowCount).contains(row) else { throw TableProblem.rowOutOfRange(place, count: table.rowCount) }
    return row
  }
}

extension Value {
  init(_ table: Table) { self = .object(TableObject(table)) }
}

extension RangeBox {
  /// The places it means among `count`, open and negative ends resolved; nil when an end is not whole.
  func rows(of count: Int) -> Range<Int>? {
    func place(_ end: Double?, _ missing: Int) -> Int? {
      guard let end else { return missing }
      guard let whole = Value.number(end).asInteger else { return nil }
      return max(0, min(count, whole < 0 ? count + whole : whole))
    }
    guard let first = place(lower, 0), var last = place(upper, count) else { return nil }
    if isClosed, upper != nil { last = min(count, last + 1) }
    return first..<max(first, last)
  }
}
