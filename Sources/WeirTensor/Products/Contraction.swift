/// Which axes a product of two tensors contracts, which it aligns, and what the result is called.
///
/// With `over` contracted, the axes of the left operand fall into aligned ones (the right has them too) and rows, those of
/// the right into aligned ones and columns. The result has the left's remaining axes in their order, then the columns:
///
///     [head, query, key] @ [key, head, d_head]         contract key, align head   [head, query, d_head]
///     [d_model, d_head]  @ [d_head, d_model]           contract d_head            [d_model, d_model']
///
/// A column named like the row that stands before the contracted axis is a new axis and not aligned, so that a matrix times
/// a matrix is a matrix. Primes of the result count up from left to right.
struct Contraction {
  let left: Tensor
  let right: Tensor
  /// Axis indices: contracted, aligned, and the rest on each side.
  let contracted: (left: [Int], right: [Int])
  let aligned: (left: [Int], right: [Int])
  let rowAxes: [Int]
  let columnAxes: [Int]

  /// `a @ b`: the last axis of `a` with the first axis of `b` that has its base name.
  /// - Throws: `TensorProblem.nothingToContract`, `.axisMismatch`.
  init(matrixProduct left: Tensor, _ right: Tensor) throws {
    guard let last = left.axes.last,
      let partner = right.axes.firstIndex(where: { $0.baseName == last.baseName })
    else { throw TensorProblem.nothingToContract(left: left.axes, right: right.axes) }
    // The matrix rule: the right's last axis is a column when the left's row has its name.
    var column: Int?
    let rank = right.axes.count
    if left.axes.count >= 2, partner == rank - 2,
      right.axes[rank - 1].name == left.axes[left.axes.count - 2].name
    {
      column = rank - 1
    }
    try self.init(left, right, [(left.axes.count - 1, partner)], column: column, operation: "`@`")
  }

  /// The named axes of both sides contracted, and all other shared names aligned.
  /// - Throws: `TensorProblem.contractedAxisMissing`, `.axisMismatch`.
  init(_ left: Tensor, _ right: Tensor, over names: [String]) throws {
    var pairs: [(Int, Int)] = []
    for (index, name) in names.enumerated() {
      guard let a = left.axisIndex(name), let b = right.axisIndex(name) else {
        throw TensorProblem.contractedAxisMissing(name, left: left.axes, right: right.axes)
      }
      guard !names[..<index].contains(name) else { throw TensorProblem.axisIndexedTwice(name) }
      pairs.append((a, b))
    }
    try self.init(left, right, pairs, column: nil, operation: "`contract`")
  }

  private init(_ left: Tensor, _ right: Tensor, _ pairs: [(Int, Int)], column: Int?, operation: String) throws {
    func mismatch(_ a: Int, _ b: Int) -> TensorProblem {
      .axisMismatch(
        operation: operation, left: left.axes, right: right.axes, leftAxis: left.axes[a].name,
        rightAxis: right.axes[b].name)
    }
    for (a, b) in pairs where left.axes[a].size != right.axes[b].size { throw mismatch(a, b) }
    var shared: [(Int, Int)] = []
    for a in left.axes.indices where !pairs.contains(where: { $0.0 == a }) {
      let match = right.axes.indices.first { b in
        b != column && !pairs.contains { $0.1 == b } && right.axes[b].name == left.axes[a].name
      }
      guard let b = match else { continue }
      guard left.axes[a].size == right.axes[b].size else { throw mismatch(a, b) }
      shared.append((a, b))
    }
    self.left = left
    self.right = right
    contracted = (pairs.map(\.0), pairs.map(\.1))
    aligned = (shared.map(\.0), shared.map(\.1))
    let used = (Set(pairs.map(\.0) + shared.map(\.0)), Set(pairs.map(\.1) + shared.map(\.1)))
    rowAxes = left.axes.indices.filter { !used.0.contains($0) }
    columnAxes = right.axes.indices.filter { !used.1.contains($0) }
    let names = contracted.left.map { left.axes[$0].name }
    try left.checkRows(operation, over: names)
    try right.checkRows(operation, over: names)
  }

  /// The axes as the product is computed: aligned, rows, columns; and the order that the result wants.
  private var computedAxes: [Axis] {
    let merged = zip(aligned.left, aligned.right).map { a, b in
      left.axes[a].labelled(Axis.mergedLabels(left.axes[a].labels, right.axes[b].labels))
    }
    return merged + rowAxes.map { left.axes[$0] } + columnAxes.map { right.axes[$0] }
  }

  /// Computes the product.
  ///
  /// A missing value contributes nothing; a result to which nothing contributes is missing.
  /// - Parameter renumbers: whether primes count up from the left in the result; otherwise names stay as they were.
  /// - Throws: `TensorProblem.tooLarge`.
  func product(renumbers: Bool = true) throws -> Tensor {
    let axes = computedAxes
    let names = Self.uniqueNames(axes)
    let renamed = zip(axes, names).map { $0.renamed($1) }
    let a = try left.permuted(aligned.left + rowAxes + contracted.left)
    // The right side is read where it lies when its contracted axes come last.
    let transposedOrder = aligned.right + columnAxes + contracted.right
    let isTransposed = transposedOrder == Array(right.axes.indices) && !columnAxes.isEmpty
    let b = try isTransposed ? right : right.permuted(aligned.right + contracted.right + columnAxes)
    let sizes = ProductSizes(
      batch: aligned.left.reduce(1) { $0 * left.axes[$1].size }, rows: rowAxes.reduce(1) { $0 * left.axes[$1].size },
      inner: contracted.left.reduce(1) { $0 * left.axes[$1].size },
      columns: columnAxes.reduce(1) { $0 * right.axes[$1].size }, isTransposed: isTransposed)
    let result = try sizes.multiply(a, b, axes: renamed)
    // Into the left's own order, then primes from left to right.
    let leftOrder = (aligned.left + rowAxes).enumerated().sorted { $0.element < $1.element }.map(\.offset)
    let order = leftOrder + Array((aligned.left.count + rowAxes.count)..<axes.count)
    let moved = try result.permuted(order)
    let complete = moved.withRows(rows(names, moved.axes))
    return (renumbers ? complete.named(by: Axis.renumbered(moved.axes)) : complete).clearedBeyondRows()
  }

  private static func uniqueNames(_ axes: [Axis]) -> [String] {
    var used = Set<String>()
    return axes.map { axis in
      let name = Axis.primed(axis.name, avoiding: used)
      used.insert(name)
      return name
    }
  }

  /// The row lengths of the result, whose computed axes bear `names`.
  private func rows(_ names: [String], _ axes: [Axis]) -> [RowExtent] {
    func kept(_ tensor: Tensor, _ places: [(own: Int, computed: Int)]) -> [RowExtent] {
      let known = Dictionary(uniqueKeysWithValues: places.map { (tensor.axes[$0.own].name, names[$0.computed]) })
      return tensor.rows.compactMap { $0.renamed { known[$0] } }
    }
    let lefts = (aligned.left + rowAxes).enumerated().map { (own: $1, computed: $0) }
    let rights = aligned.right.enumerated().map { (own: $1, computed: $0) }
    let columns = columnAxes.enumerated().map { (own: $1, computed: lefts.count + $0) }
    return RowExtent.merged(kept(left, lefts), kept(right, rights + columns), over: axes)
  }
}

extension Tensor {
  /// `a @ b`: contracts the last axis of `a` with the axis of `b` that has the same base name, and aligns other shared names.
  /// - Throws: `TensorProblem.nothingToContract`, `.axisMismatch`, `.raggedReduction`, `.tooLarge`.
  public static func matrixProduct(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try Contraction(matrixProduct: a, b).product()
  }

  /// The product that sums over the named axes, which both have.
  /// - Throws: `TensorProblem.contractedAxisMissing`, `.axisMismatch`, `.raggedReduction`, `.tooLarge`.
  public static func contract(_ a: Tensor, _ b: Tensor, over names: [String]) throws -> Tensor {
    try Contraction(a, b, over: names).product()
  }

  /// The product that sums over one axis, with every other name as it was.
  static func contractKeepingNames(_ a: Tensor, _ b: Tensor, over name: String) throws -> Tensor {
    try Contraction(a, b, over: [name]).product(renumbers: false)
  }

  /// Every value of `a` times every value of `b`; no axes are aligned, and names that both have get a prime.
  /// - Throws: `TensorProblem.tooLarge`.
  public static func outer(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    var used = Set(a.axisNames)
    let axes = b.axes.map { axis in
      let name = Axis.primed(axis.name, avoiding: used)
      used.insert(name)
      return axis.renamed(name)
    }
    return try elementwise(.multiply, a, b.named(by: axes))
  }
}
