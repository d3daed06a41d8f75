/// Lines, bars and points between two axes.
public struct Plot: Sendable, Equatable {
  public var x: PlotAxis
  public var y: PlotAxis
  public var series: [PlotSeries]
  /// Straight lines at a value of an axis, such as a baseline.
  public var rules: [Rule]
  /// Circles about the origin with their names, for the complex plane.
  public var rings: [Ring]
  /// Whether a unit is as long on both axes.
  public var isSquare: Bool

  /// A reference line across the plot.
  public struct Rule: Sendable, Equatable {
    public enum Direction: Sendable, Equatable { case horizontal, vertical }
    public var direction: Direction
    public var value: Double
    public var name: String

    public init(_ direction: Direction, at value: Double, name: String = "") {
      self.direction = direction
      self.value = value
      self.name = name
    }
  }

  /// A circle about the origin.
  public struct Ring: Sendable, Equatable {
    public var radius: Double
    public var name: String

    public init(radius: Double, name: String) {
      self.radius = radius
      self.name = name
    }
  }

  public init(
    x: PlotAxis, y: PlotAxis, series: [PlotSeries], rules: [Rule] = [], rings: [Ring] = [], isSquare: Bool = false
  ) {
    self.x = x
    self.y = y
    self.series = series
    self.rules = rules
    self.rings = rings
    self.isSquare = isSquare
  }
}
