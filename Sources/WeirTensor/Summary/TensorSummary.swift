import WeirText

/// What the echo at the prompt says of a tensor: its shape, a few numbers about its values, and the values in the corners.
public struct TensorSummary: Sendable, Equatable {
  public let axes: [Axis]
  public let isMask: Bool
  /// Over the values that are present and are no nan; nil when there is none.
  public let smallest: Float?
  public let largest: Float?
  public let mean: Double?
  public let present: Int
  /// Values that are missing within the rows; what lies beyond the end of a shorter row is not counted.
  public let missing: Int
  public let nans: Int

  /// Looks at every value once.
  public init(_ tensor: Tensor) {
    axes = tensor.axes
    isMask = tensor.isMask
    var (low, high, sum) = (Float.infinity, -Float.infinity, 0.0)
    var (present, missing, nans) = (0, 0, 0)
    tensor.withValues { values in
      for value in values {
        if Tensor.isMissing(value) {
          missing += 1
        } else if value.isNaN {
          nans += 1
        } else {
          low = Swift.min(low, value)
          high = Swift.max(high, value)
          sum += Double(value)
          present += 1
        }
      }
    }
    smallest = present > 0 ? low : nil
    largest = present > 0 ? high : nil
    mean = present > 0 ? sum / Double(present) : nil
    self.present = present
    self.missing = Swift.max(0, missing - Self.beyondRows(tensor))
    self.nans = nans
  }

  /// How many values lie beyond the ends of rows.
  private static func beyondRows(_ tensor: Tensor) -> Int {
    guard !tensor.rows.isEmpty else { return 0 }
    let names = Set(tensor.rows.map(\.rowAxis))
    let others = tensor.axes.filter { !names.contains($0.name) }
    func inside(_ rowAxes: ArraySlice<Axis>, _ places: [String: Int]) -> Int {
      guard let axis = rowAxes.first else { return others.reduce(1) { $0 * tensor.length($1, in: places) } }
      return (0..<tensor.length(axis, in: places)).reduce(0) { sum, row in
        sum + inside(rowAxes.dropFirst(), places.merging([axis.name: row]) { $1 })
      }
    }
    return tensor.count - inside(tensor.axes.filter { names.contains($0.name) }[...], [:])
  }

  /// The first lines of the echo: shape and numbers.
  public func header(digits: Int = 4) -> Markup {
    var text = Markup("tensor ", .type) + Self.shape(axes)
    if isMask, let mean {
      let holding = Int((mean * Double(present)).rounded())
      text += Markup("  \(Count.grouped(holding)) of \(Count.grouped(present)) true", .dim)
    } else if let smallest, let largest, let mean {
      for (name, value) in [("min", Double(smallest)), ("mean", mean), ("max", Double(largest))] {
        text += Markup("  \(name) ", .dim) + Markup(SignificantDigits.text(value, digits: digits), .number)
      }
    }
    if missing > 0 { text += Markup("  \(Count.grouped(missing)) missing", .dim) }
    if nans > 0 { text += Markup("  \(Count.grouped(nans)) nan", .warning) }
    return text
  }

  /// The shape with its axis names: `[head:12 query:7 key:7]`.
  public static func shape(_ axes: [Axis]) -> Markup {
    var text = Markup("[")
    for (index, axis) in axes.enumerated() {
      text += Markup(index == 0 ? "" : " ") + Markup(axis.name, .name) + Markup(":\(axis.size)", .number)
    }
    return text + Markup("]")
  }
}
