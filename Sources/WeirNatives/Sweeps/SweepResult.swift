import WeirTensor

/// The numbers of a sweep as they come in.
struct SweepResult {
  private let axes: [Axis]
  private let sample: Tensor
  private var cells: [Tensor?]

  /// - Parameters:
  ///   - axes: what the sweep goes over.
  ///   - sample: what the measure gives for the base run; cells have its axes and lengths.
  init(_ axes: [Axis], _ sample: Tensor) {
    self.axes = axes
    self.sample = sample
    cells = Array(repeating: nil, count: axes.reduce(1) { $0 * $1.size })
  }

  /// - Throws: `NativeProblem.measureChangesShape`.
  mutating func set(_ index: Int, _ value: Tensor) throws {
    guard value.shape == sample.shape, value.axisNames == sample.axisNames, value.rowLengths == sample.rowLengths else {
      throw NativeProblem.measureChangesShape(base: sample.shapeText, cell: value.shapeText)
    }
    cells[index] = value
  }

  /// The cells' axes, then the measure's; a name that stands already gets a prime.
  ///
  /// Labels stand where all cells have the same: those of the base's tokens say nothing of other prompts.
  /// - Throws: `NativeProblem.measureHasRows`.
  func tensor() throws -> Tensor {
    let done = cells.compactMap(\.self)
    let (inner, extents) = Tensor.common(done.isEmpty ? [sample] : done)
    var used = Set(axes.map(\.name))
    let measured = inner.map { axis in
      let name = Axis.primed(axis.name, avoiding: used)
      used.insert(name)
      return axis.renamed(name)
    }
    let names = Dictionary(zip(inner, measured).map { ($0.name, $1.name) }, uniquingKeysWith: { first, _ in first })
    let rows = extents.compactMap { $0.renamed { names[$0] } }
    let isOwnBatch = axes.contains { $0.name == RowExtent.batchAxis }
    guard !isOwnBatch || !rows.contains(where: \.isRagged) else {
      throw NativeProblem.measureHasRows(RowExtent.batchAxis)
    }
    let size = sample.count
    return try Tensor.make(axes + measured, isMask: sample.isMask, rows: isOwnBatch ? [] : rows) { target in
      for (index, cell) in cells.enumerated() {
        for place in 0..<size { target[index * size + place] = Tensor.missing }
        cell?.withValues { values in for place in 0..<size { target[index * size + place] = values[place] } }
      }
    }
  }
}

extension Tensor {
  /// How long the rows of a batch are, by axis.
  fileprivate var rowLengths: [String: [Int]] {
    Dictionary(rows.map { ("\($0.axis) of \($0.rowAxis)", $0.lengths) }, uniquingKeysWith: { first, _ in first })
  }

  /// `[batch:2 pos:5]`, and how long the rows are where they differ.
  fileprivate var shapeText: String {
    let ragged = rows.filter(\.isRagged).map { extent in
      "`\(extent.axis)` of \(extent.lengths.map { "\($0)" }.joined(separator: ", "))"
    }
    return axes.shapeText + (ragged.isEmpty ? "" : ", rows along " + ragged.joined(separator: " and "))
  }
}
