/// One shape or text of a scene.
indirect enum SceneElement: Sendable, Equatable {
  case rectangle(x: Double, y: Double, width: Double, height: Double, fill: RGB?, stroke: Stroke? = nil)
  case circle(x: Double, y: Double, radius: Double, fill: RGB?, stroke: Stroke? = nil)
  case path([PathStep], fill: RGB?, stroke: Stroke? = nil, opacity: Double = 1)
  case text(SceneText)
  /// Cells of equal size as pixels: `[row, column, RGBA]`.
  case image(x: Double, y: Double, width: Double, height: Double, columns: Int, rows: Int, rgba: [UInt8])
  /// Elements whose origin is elsewhere.
  case moved(x: Double, y: Double, [SceneElement])
  /// What shows one datum, with the words that a pointer over it shows.
  ///
  /// The tags say what it belongs to, such as `q3` (the third query) or `h0` (the first head); a live page links by them.
  /// The line is the Weir line that computes it.
  case datum(String, tags: [String] = [], line: String = "", [SceneElement])

  /// A line through points.
  static func line(_ points: [ScenePoint], _ stroke: Stroke) -> SceneElement {
    guard let first = points.first else { return .path([], fill: nil) }
    return .path([.move(first)] + points.dropFirst().map { .line($0) }, fill: nil, stroke: stroke)
  }
}

/// A place in a scene.
struct ScenePoint: Sendable, Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A step of a path.
enum PathStep: Sendable, Equatable {
  case move(ScenePoint)
  case line(ScenePoint)
  /// A cubic Bézier curve with two control points.
  case curve(ScenePoint, ScenePoint, to: ScenePoint)
  case close
}

/// How a line is drawn.
struct Stroke: Sendable, Equatable {
  var colour: RGB
  var width: Double
  /// Lengths of dashes and gaps; empty for a solid line.
  var dashes: [Double] = []

  init(_ colour: RGB, _ width: Double = 0.75, dashes: [Double] = []) {
    self.colour = colour
    self.width = width
    self.dashes = dashes
  }
}

/// A text in a scene.
struct SceneText: Sendable, Equatable {
  enum Anchor: Sendable, Equatable { case start, middle, end }

  var text: String
  /// The anchor's place on the base line.
  var x: Double
  var y: Double
  var size: Double
  var colour: RGB
  var anchor = Anchor.start
  var isBold = false
  /// Degrees, clockwise, about the anchor.
  var rotation = 0.0
}
