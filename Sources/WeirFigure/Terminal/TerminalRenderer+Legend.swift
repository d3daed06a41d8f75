import WeirText

// The legend: the colours or characters of a scale with the numbers at its ends.

extension TerminalRenderer {
  /// The scale in one line: lowest value, colours or characters, highest value, name.
  ///
  /// Without colours values are shown by shades, or in cells with numbers by bars.
  func legend(_ scale: ColourScale, hasMissing: Bool, width: Int, usesBars: Bool = false) -> InkBlock {
    let low = endText(scale, scale.lower)
    let high = endText(scale, scale.upper)
    var line = InkLine()
    line.append(low + " ")
    let columns = max(8, min(24, width - low.count - high.count - 4))
    line.append(bar(scale, hasMissing: hasMissing, columns: columns, usesBars: usesBars))
    line.append(" " + high)
    var remarks: [String] = []
    if !scale.name.isEmpty { remarks.append(scale.name) }
    if !paints, scale.isDiverging, !usesBars { remarks.append("sign before it") }
    if hasMissing { remarks.append("blank: no value") }
    let remark = remarks.joined(separator: " · ")
    if line.width + 2 + remark.displayWidth <= width {
      if !remark.isEmpty { line.append("  " + remark, .dim) }
      return InkBlock([line])
    }
    return InkBlock([line] + TextWrap.lines(remark, width: width).map { InkLine($0, .dim) })
  }

  private func endText(_ scale: ColourScale, _ value: Double) -> String {
    value == 0 ? "0" : NumberText.cell(value, decimals: scale.decimals)
  }

  private func bar(_ scale: ColourScale, hasMissing: Bool, columns: Int, usesBars: Bool) -> InkLine {
    var line = InkLine()
    guard paints else {
      let shades = usesBars ? ShadeRamp.bars(characters) : ShadeRamp.characters(hasMissing: hasMissing)
      let ramp = String(shades)
      line.append(scale.isDiverging ? "[" + String(shades.reversed()) + ramp.dropFirst() + "]" : "[" + ramp + "]")
      return line
    }
    for column in 0..<columns {
      let place = (Double(column) + 0.5) / Double(columns)
      line.append(" ", Ink(background: scale.palette.colour(at: place, on: ground)))
    }
    return line
  }
}
