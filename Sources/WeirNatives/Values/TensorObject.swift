import WeirLanguage
import WeirTensor
import WeirText

/// A tensor as a value: numbers on named axes that add, compare and index by name.
public class TensorObject: Object {
  /// Known without computing anything.
  public let axes: [Axis]
  /// The layer that the numbers belong to, where it is one and no axis says it; names heads in pictures.
  let layer: Int?
  private var known: Tensor?

  public init(_ tensor: Tensor, layer: Int? = nil) {
    axes = tensor.axes
    known = tensor
    self.layer = layer
  }

  /// For a subclass that computes its numbers when they are asked for.
  init(axes: [Axis]) {
    self.axes = axes
    layer = nil
  }

  /// The numbers; the first look may compute them.
  public final var tensor: Tensor {
    get throws {
      if let known { return known }
      let tensor = try compute()
      known = tensor
      return tensor
    }
  }

  /// Computes the numbers of a tensor that was made without them.
  func compute() throws -> Tensor {
    Tensor(axes, [Float](repeating: Tensor.missing, count: axes.reduce(1) { $0 * $1.size }))
  }

  public override var typeName: String { "tensor" }
  public override var axisNames: [String]? { axes.map(\.name) }
  public override var byteCount: Int { known?.byteCount ?? 0 }
  public override var count: Int? { axes.first?.size ?? 1 }
  public override var summary: String? { "a \(known?.isMask == true ? "mask" : "tensor") \(axes.shapeText)" }

  public override var text: String { echo(width: 100).plain }

  public override func echo(width: Int, digits: Int?) -> Markup {
    do { return try tensor.echo(width: width, digits: digits) } catch {
      return TensorSummary.shape(axes) + Markup("  \((error as? any Problem)?.message ?? "interrupted")", .error)
    }
  }

  public override var truthAdvice: String? {
    known?.isMask == true
      ? "a comparison of tensors has one answer a cell: write `all(...)` or `any(...)`; `both(a, b)` and `either(a, b)` join masks"
      : "a tensor is neither true nor false: compare it and write `all(...)` or `any(...)`"
  }

  static let fields = ["axes", "shape", "size"]

  public override var memberNames: [String] { Self.fields }

  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "axes": Value(axes.map { Value($0.name) })
    case "shape": Value(fields: axes.map { ($0.name, Value($0.size)) })
    case "size": Value(axes.reduce(1) { $0 * $1.size })
    default: nil
    }
  }

  /// The parts along the first axis.
  public override func items() throws -> [Value]? {
    guard let first = axes.first else { return nil }
    let tensor = try tensor
    return try (0..<first.size).map { place in
      Value(try tensor.selecting(first.name, .position(place)))
    }
  }

  public override func isEqual(to other: Object) -> Bool {
    guard let other = other as? TensorObject, axes == other.axes, let mine = try? tensor,
      let theirs = try? other.tensor
    else { return false }
    return mine.withValues { a in
      theirs.withValues { b in a.indices.allSatisfy { a[$0].bitPattern == b[$0].bitPattern || a[$0] == b[$0] } }
    }
  }

  public override func subscripted(_ indices: [Index]) throws -> Value {
    Value(try tensor.selecting(try AxisIndex.list(indices, of: axes)))
  }

  public override func replacing(_ indices: [Index], with value: Value) throws -> Value {
    Value(try tensor.replacing(try AxisIndex.list(indices, of: axes), with: try value.requiredTensor()))
  }

  public override func replaceInPlace(_ indices: [Index], with value: Value) throws -> Bool {
    let (places, new) = (try AxisIndex.list(indices, of: axes), try value.requiredTensor())
    // The only reference while it changes, so that nothing is copied.
    var tensor = try tensor
    known = nil
    defer { known = tensor }
    try tensor.replace(places, with: new)
    return true
  }

  public override func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    guard let a = try left.asTensor(), let b = try right.asTensor() else { return nil }
    if op == .matrix { return Value(try Tensor.matrixProduct(a, b)) }
    guard let function = BinaryFunction(rawValue: op.rawValue) else { return nil }
    return Value(try Tensor.elementwise(function, a, b))
  }

  public override func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
    guard let function = BinaryFunction(rawValue: op.rawValue), let a = try left.asTensor(),
      let b = try right.asTensor()
    else { return nil }
    return Value(try Tensor.elementwise(function, a, b))
  }

  public override func negated() throws -> Value? { Value(try tensor.mapped(.negate)) }

  public override func inverted() throws -> Value? { Value(try tensor.mapped(.not)) }

  public override func apply(_ function: String, _ call: Call) throws -> Value? {
    try TensorWords.body(function)?(call)
  }
}
