/// One set of points of a plot and how they are drawn.
public struct PlotSeries: Sendable, Equatable {
  public enum Shape: Sendable, Equatable {
    case line
    case points
    /// Upright bars from 0, so wide in units of the x axis.
    case bars(width: Double)
  }

  /// What the legend calls it; empty for the only one.
  public var name: String
  public var shape: Shape
  public var xs: [Double]
  public var ys: [Double]
  /// The ends of each point's interval; both empty for none.
  public var lower: [Double]
  public var upper: [Double]
  /// A name for each point; empty for none.
  public var labels: [String]
  /// Whether the names stand beside the points where there is room; a pointer shows them in any case.
  public var drawsLabels: Bool
  /// The Weir line of a point, where one is known; `{row}` is the point's index.
  public var line: WeirLine?

  /// Makes a series of as many points as both coordinates have; intervals and labels that do not match are dropped.
  public init(
    _ name: String = "", _ shape: Shape, xs: [Double], ys: [Double], lower: [Double] = [], upper: [Double] = [],
    labels: [String] = [], drawsLabels: Bool = true,
    line: WeirLine? = nil
  ) {
    let count = min(xs.count, ys.count)
    self.name = name
    self.shape = shape
    self.xs = Array(xs.prefix(count))
    self.ys = Array(ys.prefix(count))
    let hasIntervals = lower.count == count && upper.count == count
    self.lower = hasIntervals ? lower : []
    self.upper = hasIntervals ? upper : []
    self.labels = labels.count == count ? labels : []
    self.drawsLabels = drawsLabels
    self.line = line
  }

  /// The points that have a place: both coordinates are finite.
  public var placed: [Int] { xs.indices.filter { xs[$0].isFinite && ys[$0].isFinite } }

  /// The interval of a point, where it has one.
  public func interval(_ index: Int) -> ClosedRange<Double>? {
    guard !lower.isEmpty, lower[index].isFinite, upper[index].isFinite, lower[index] <= upper[index] else { return nil }
    return lower[index]...upper[index]
  }
}
