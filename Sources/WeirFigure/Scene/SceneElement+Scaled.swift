extension SceneElement {
  /// The element with every length multiplied.
  func scaled(by factor: Double) -> SceneElement {
    func point(_ point: ScenePoint) -> ScenePoint { ScenePoint(point.x * factor, point.y * factor) }
    func stroke(_ stroke: Stroke?) -> Stroke? {
      stroke.map { Stroke($0.colour, $0.width * factor, dashes: $0.dashes.map { $0 * factor }) }
    }
    switch self {
    case .rectangle(let x, let y, let width, let height, let fill, let line):
      return .rectangle(
        x: x * factor, y: y * factor, width: width * factor, height: height * factor, fill: fill, stroke: stroke(line))
    case .circle(let x, let y, let radius, let fill, let line):
      return .circle(x: x * factor, y: y * factor, radius: radius * factor, fill: fill, stroke: stroke(line))
    case .path(let steps, let fill, let line, let opacity):
      let scaled: [PathStep] = steps.map { step in
        switch step {
        case .move(let place): .move(point(place))
        case .line(let place): .line(point(place))
        case .curve(let a, let b, let end): .curve(point(a), point(b), to: point(end))
        case .close: .close
        }
      }
      return .path(scaled, fill: fill, stroke: stroke(line), opacity: opacity)
    case .text(var text):
      text.x *= factor
      text.y *= factor
      text.size *= factor
      return .text(text)
    case .image(let x, let y, let width, let height, let columns, let rows, let rgba):
      return .image(
        x: x * factor, y: y * factor, width: width * factor, height: height * factor, columns: columns, rows: rows,
        rgba: rgba)
    case .moved(let x, let y, let parts):
      return .moved(x: x * factor, y: y * factor, parts.map { $0.scaled(by: factor) })
    case .datum(let words, let tags, let line, let parts):
      return .datum(words, tags: tags, line: line, parts.map { $0.scaled(by: factor) })
    }
  }
}
