extension CellMap {
  /// A cell in words: `␣sat₂ → ␣cat₁`, `L5H1` on a map of layers and heads, `layer 3 → ␣cat` where a label is a number.
  func placeName(row: Int, column: Int, labelWidth: Int = .max) -> String {
    let (rowLabel, columnLabel) = (rows.labels[row], columns.labels[column])
    if rows.name == "layer", columns.name == "head", Int(rowLabel) != nil, Int(columnLabel) != nil {
      return "L" + rowLabel + "H" + columnLabel
    }
    return [(rows, rowLabel), (columns, columnLabel)].map { axis, label in
      let clipped = LabelFit.clipped(label, to: labelWidth)
      return Int(label) != nil && !axis.name.isEmpty ? axis.name + " " + clipped : clipped
    }.joined(separator: " → ")
  }
}
