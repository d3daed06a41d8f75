// Rows of two tables side by side, where a column has the same value.

import WeirLanguage

extension Table {
  /// Every pair of rows whose values in `name` are equal, in this table's order; columns that both have get a 2.
  func joined(with other: Table, on name: String) throws -> Table {
    let mine = try column(name).values.map(\.text)
    let theirs = Dictionary(grouping: other.rowIndices, by: Self.keys(try other.column(name).values))
    let pairs = rowIndices.flatMap { row in (theirs[mine[row]] ?? []).map { (row, $0) } }
    let left = taking(pairs.map(\.0)).columns
    let right = other.taking(pairs.map(\.1)).columns.filter { $0.name != name }
    let taken = Set(columns.map(\.name))
    return try Table(
      left + right.map { Column(taken.contains($0.name) ? $0.name + "2" : $0.name, $0.kind, $0.values) })
  }

  var rowIndices: Range<Int> { 0..<rowCount }

  private static func keys(_ values: [Value]) -> (Int) -> String {
    let texts = values.map(\.text)
    return { texts[$0] }
  }
}
