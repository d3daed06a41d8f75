/// Where the values of a plot lie on paper.
struct PlotFrame: Sendable, Equatable {
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  let xLower: Double
  let xUpper: Double
  let yLower: Double
  let yUpper: Double

  /// The place of a value of the x axis.
  func x(_ value: Double) -> Double { left + (value - xLower) / (xUpper - xLower) * width }

  /// The place of a value of the y axis.
  func y(_ value: Double) -> Double { top + (yUpper - value) / (yUpper - yLower) * height }

  func point(_ x: Double, _ y: Double) -> ScenePoint { ScenePoint(self.x(x), self.y(y)) }

  var right: Double { left + width }
  var bottom: Double { top + height }
}
