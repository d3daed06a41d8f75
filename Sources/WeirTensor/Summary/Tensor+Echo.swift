import WeirText

extension Tensor {
  /// The echo at the prompt: a summary, then values at so many significant digits, fitted to a width in columns.
  ///
  /// Of two axes and more the values of the last two are shown, at the first position of the others; long axes are cut in
  /// the middle.
  /// - Parameter digits: significant digits; four when it is nil.
  public func echo(width: Int, digits: Int? = nil) -> Markup {
    if axes.isEmpty { return Markup(text(of: scalar ?? Tensor.missing, digits: digits ?? 4), .number) }
    let summary = TensorSummary(self).header(digits: digits ?? 4).wrapped(toWidth: Swift.max(20, width))
    guard count > 0 else { return summary }
    return summary + Markup("\n") + withValues { excerpt($0, digits ?? 4).markup(width: Swift.max(20, width)) }
  }

  /// Rows, columns and cells of the values that the echo shows.
  private func excerpt(_ values: UnsafeBufferPointer<Float>, _ digits: Int) -> TensorExcerpt {
    let columnAxis = axes[axes.count - 1]
    let rowAxis = axes.count == 1 ? nil : axes[axes.count - 2]
    let caption = axes.dropLast(2).map { axis in
      "\(axis.name) \(axis.labels?.first.map(TokenLabels.visible) ?? "0")"
    }.joined(separator: ", ")
    return TensorExcerpt(
      rows: .init(
        name: rowAxis?.name, count: rowAxis?.size ?? 1,
        labels: rowAxis.flatMap { Self.displayLabels($0, rowExtent($0.name)) }),
      columns: .init(
        name: columnAxis.name, count: columnAxis.size,
        labels: Self.displayLabels(columnAxis, rowExtent(columnAxis.name))),
      caption: caption.isEmpty ? nil : "at " + caption
    ) { row, column in text(of: values[row * columnAxis.size + column], digits: digits) }
  }

  private static func displayLabels(_ axis: Axis, _ extent: RowExtent?) -> [String]? {
    if let labels = axis.labels { return TokenLabels.display(labels) }
    // The excerpt of a batch shows its first row.
    guard let labels = extent?.labels?.first else { return nil }
    return TokenLabels.display(labels) + [String](repeating: "", count: Swift.max(0, axis.size - labels.count))
  }

  /// One value as the echo writes it.
  public func text(of value: Float, digits: Int = 4) -> String {
    if Tensor.isMissing(value) { return "·" }
    if isMask { return value == 0 ? "false" : "true" }
    return SignificantDigits.text(value, digits: digits)
  }
}
