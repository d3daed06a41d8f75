import WeirText

/// Tensors as comma-separated text (RFC 4180).
///
/// One axis gives lines `position, value`; two a grid with labels above and at the left; more, and batches of unequal
/// lengths, one line a value with its position on every axis. Missing values are empty cells, or no line at all. Numbers
/// have as many digits as it takes to read the same float32 again.
public enum TensorCSV {
  /// The text of a tensor.
  public static func encode(_ tensor: Tensor) -> String {
    if tensor.axes.count == 2, !tensor.rows.contains(where: \.isRagged) { return grid(tensor) }
    return lines(tensor)
  }

  private static func grid(_ tensor: Tensor) -> String {
    let (rowAxis, columnAxis) = (tensor.axes[0], tensor.axes[1])
    let (rows, columns) = (names(rowAxis), names(columnAxis))
    var text = cell(rowAxis.name + "\\" + columnAxis.name)
    for column in columns { text += "," + cell(column) }
    text += "\n"
    tensor.withValues { values in
      for row in 0..<rowAxis.size where !Interrupt.isRequested {
        text += cell(rows[row])
        for column in 0..<columnAxis.size {
          text += "," + number(values[row * columnAxis.size + column], tensor.isMask)
        }
        text += "\n"
      }
    }
    return text
  }

  private static func lines(_ tensor: Tensor) -> String {
    let names = tensor.axes.map(names)
    let strides = tensor.strides
    var text = (tensor.axisNames + ["value"]).map(cell).joined(separator: ",") + "\n"
    tensor.withValues { values in
      for i in 0..<values.count where !Tensor.isMissing(values[i]) {
        if i & 0xFFF == 0, Interrupt.isRequested { break }
        for axis in tensor.axes.indices { text += cell(names[axis][i / strides[axis] % tensor.axes[axis].size]) + "," }
        text += number(values[i], tensor.isMask) + "\n"
      }
    }
    return text
  }

  private static func names(_ axis: Axis) -> [String] {
    axis.labels.map { TokenLabels.unique($0) } ?? (0..<axis.size).map { "\($0)" }
  }

  private static func number(_ value: Float, _ isMask: Bool) -> String {
    if Tensor.isMissing(value) { return "" }
    if isMask { return value == 0 ? "false" : "true" }
    if value.isNaN { return "nan" }
    if let whole = Int32(exactly: value) { return "\(whole)" }
    return "\(value)"
  }

  private static func cell(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    let isPadded = text.hasPrefix(" ") || text.hasSuffix(" ")
    guard needsQuotes || isPadded else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
