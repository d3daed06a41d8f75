import WeirText

extension CellMap {
  /// A cell in words with its exact value: `query ␣sat₂, key ␣cat₁: 0.43210232`.
  func describe(row: Int, column: Int) -> String {
    let place = [(rows, row), (columns, column)].map { axis, index in
      axis.name.isEmpty ? axis.labels[index] : axis.name + " " + axis.labels[index]
    }.joined(separator: ", ")
    let value = NumberText.exact(self[row, column])
    guard let text = text(row: row, column: column), !text.isEmpty else { return place + ": " + value }
    return place + ": " + text + " " + value
  }
}
