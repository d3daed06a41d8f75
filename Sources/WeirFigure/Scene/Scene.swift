// A figure laid out on paper: shapes and texts with places in points, before any file format. SVG, PNG and PDF draw the
// same scene, and a page takes its plots and graphs from it.

/// Shapes and texts on a sheet, in points (1/72 inch), y downwards.
struct Scene: Sendable, Equatable {
  var width = 0.0
  var height = 0.0
  var elements: [SceneElement] = []

  /// Puts another scene on this one and grows to hold it.
  mutating func place(_ scene: Scene, x: Double, y: Double) {
    elements.append(.moved(x: x, y: y, scene.elements))
    width = max(width, x + scene.width)
    height = max(height, y + scene.height)
  }

  mutating func add(_ element: SceneElement) { elements.append(element) }

  /// Grows to hold a point.
  mutating func reach(x: Double, y: Double) {
    width = max(width, x)
    height = max(height, y)
  }
}
