import WeirText

// Coloured tokens: painted in place where there are colours, with numbers under the words where there are none.

extension TerminalRenderer {
  /// The strip, one text a series.
  func block(_ strip: TokenStrip, width: Int) -> InkBlock {
    guard !strip.tokens.isEmpty, !strip.series.isEmpty else { return InkBlock([InkLine("no tokens", .dim)]) }
    var result = InkBlock()
    for (index, series) in strip.series.enumerated() {
      if index > 0 { result.append(InkLine()) }
      if strip.series.count > 1 { result.append(InkLine(Visible.text(series.name).clipped(toWidth: width), .strong)) }
      result.append(paints ? painted(strip.tokens, series, width: width) : numbered(strip.tokens, series, width: width))
      if paints { result.append(extremes(strip.tokens, series, width: width)) }
      if paints {
        result.append(legend(series.scale, hasMissing: series.values.contains(where: \.isNaN), width: width))
      } else if !series.scale.name.isEmpty, strip.series.count == 1 {
        result.append(InkLine(Visible.text(series.scale.name).clipped(toWidth: width), .dim))
      }
    }
    return result
  }

  /// The running text; a line break token ends the line.
  private func painted(_ tokens: [String], _ series: TokenStrip.Series, width: Int) -> InkBlock {
    var lines = [InkLine()]
    for (token, value) in zip(tokens, series.values) {
      let shown = Visible.text(token).clipped(toWidth: width)
      if lines[lines.count - 1].width + shown.displayWidth > width { lines.append(InkLine()) }
      let ink = series.scale.colour(value, on: ground).map(Ink.on) ?? .plain
      lines[lines.count - 1].append(shown, ink)
      if token.hasSuffix("⏎") { lines.append(InkLine()) }
    }
    if lines.last?.width == 0 { lines.removeLast() }
    return InkBlock(lines)
  }

  /// Columns of a token over its number.
  private func numbered(_ tokens: [String], _ series: TokenStrip.Series, width: Int) -> InkBlock {
    var result = InkBlock()
    var (words, numbers) = (InkLine(), InkLine())
    for (token, value) in zip(tokens, series.values) {
      let shown = Visible.text(token).clipped(toWidth: min(24, width - 1))
      let number = NumberText.cell(Double(value), decimals: series.scale.decimals)
      let room = max(shown.displayWidth, number.displayWidth)
      if words.width > 0, words.width + 2 + room > width {
        result.append(words)
        result.append(numbers)
        (words, numbers) = (InkLine(), InkLine())
      }
      if words.width > 0 { words.append("  ") }
      if numbers.width > 0 { numbers.append("  ") }
      words.append(shown.padded(toWidth: room))
      numbers.append(number.padded(toWidth: room), signInk(value, series.scale))
    }
    result.append(words)
    result.append(numbers)
    return result
  }

  private func signInk(_ value: Float, _ scale: ColourScale) -> Ink {
    guard depth == .sixteen, scale.isDiverging, !value.isNaN else { return .dim }
    return value < 0 ? Ink(foreground: RGB(hex: 0xD02020)) : Ink(foreground: RGB(hex: 0x2020D0))
  }

  /// The tokens at the two ends of a series with their numbers.
  private func extremes(_ tokens: [String], _ series: TokenStrip.Series, width: Int) -> InkBlock {
    let order = series.values.indices.filter { !series.values[$0].isNaN }
      .sorted { (series.values[$0], $1) > (series.values[$1], $0) }
    guard order.count > 6 else { return listed("values:", order.sorted(), tokens, series, width: width) }
    var result = listed("highest:", Array(order.prefix(3)), tokens, series, width: width)
    result.append(listed("lowest:", order.suffix(3).reversed(), tokens, series, width: width))
    return result
  }

  private func listed(
    _ head: String, _ positions: [Int], _ tokens: [String], _ series: TokenStrip.Series, width: Int
  ) -> InkBlock {
    let items = positions.map { position in
      let number = NumberText.cell(Double(series.values[position]), decimals: series.scale.decimals + 1)
      return "\(LabelFit.clipped(Visible.text(tokens[position]), to: 16)) (\(position)) \(number)"
    }
    return InkBlock(TextWrap.items([head] + items, gap: "  ", width: width).map { InkLine($0) })
  }
}
