/// One index inside brackets: which axis, and what of it.
public struct AxisIndex: Sendable {
  /// The axis by name, or nil for the axis at the index's own place in the brackets.
  public let axis: String?
  public let selector: Selector

  public init(_ selector: Selector, axis: String? = nil) {
    self.axis = axis
    self.selector = selector
  }

  /// What is taken of an axis.
  public enum Selector: Sendable {
    /// Everything: `:`.
    case all
    /// One position, counted from the end when negative; the axis goes away.
    case position(Int)
    /// Positions from `lower` up to `upper`; an open end is nil, and what lies outside the axis is left out.
    case slice(lower: Int?, upper: Int?, isClosed: Bool)
    /// Positions in the given order, each as in `position`.
    case positions([Int])
    /// The one position with this label; the axis goes away.
    case label(String)
    /// The positions with these labels, each of which occurs once.
    case labels([String])
    /// The positions at which a mask with this one axis is 1.
    case mask(Tensor)
  }
}
