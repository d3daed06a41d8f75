import WeirLanguage
import WeirTensor
import WeirText

/// A matrix kept as a product of two narrow ones: `m[L5H1.W_OV]`.
///
/// Nothing here multiplies it out.
public final class FactoredObject: Object {
  public let matrix: FactoredMatrix

  public init(_ matrix: FactoredMatrix) { self.matrix = matrix }

  public override var typeName: String { "factored" }
  public override var axisNames: [String]? { matrix.axes.map(\.name) }
  public override var byteCount: Int { matrix.byteCount }
  public override var text: String { "factored \(matrix.axes.shapeText) of rank \(matrix.innerAxis.size)" }
  public override var summary: String? { "a factored matrix \(matrix.axes.shapeText)" }

  public override func echo(width: Int, digits: Int?) -> Markup {
    Markup("factored", .type) + Markup(" \(matrix.axes.shapeText)")
      + Markup("  a product over \(matrix.innerAxis.name) of \(matrix.innerAxis.size)", .dim)
  }

  static let fields = ["axes", "left", "right", "shape", "T"]

  public override var memberNames: [String] { Self.fields }

  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "axes": Value(matrix.axes.map { Value($0.name) })
    case "left": Value(matrix.left)
    case "right": Value(matrix.right)
    case "shape": Value(fields: matrix.axes.map { ($0.name, Value($0.size)) })
    case "T": .object(FactoredObject(try matrix.transposed()))
    default: nil
    }
  }

  public override func subscripted(_ indices: [Index]) throws -> Value {
    Value(try matrix.selecting(try AxisIndex.list(indices, of: matrix.axes)))
  }

  public override func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    let (a, b) = (left.asObject(FactoredObject.self)?.matrix, right.asObject(FactoredObject.self)?.matrix)
    switch op {
    case .matrix:
      if let a, let b { return .object(FactoredObject(try a.times(b))) }
      if let a, let tensor = try right.asTensor() { return Value(try a.times(tensor)) }
      if let b, let tensor = try left.asTensor() { return Value(try b.preceded(by: tensor)) }
      return nil
    case .multiply:
      guard let matrix = a ?? b, let factor = left.asNumber ?? right.asNumber else { return nil }
      return .object(FactoredObject(try matrix.scaled(by: Float(factor))))
    case .divide:
      guard let a, let divisor = right.asNumber else { return nil }
      return .object(FactoredObject(try a.scaled(by: Float(1 / divisor))))
    default: return nil
    }
  }

  /// Entry by entry would mean multiplying out, and the same factors are not the only way to the same matrix.
  public override func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
    let isMatrix = { (value: Value) in try value.asObject(FactoredObject.self) != nil || value.asTensor() != nil }
    guard op != .isIn, op != .isNotIn, try isMatrix(left), try isMatrix(right) else { return nil }
    throw NativeProblem.comparesFactored(op.rawValue)
  }

  /// Whether the factors are the same.
  public override func isEqual(to other: Object) -> Bool {
    guard let other = (other as? FactoredObject)?.matrix else { return false }
    return TensorObject(matrix.left).isEqual(to: TensorObject(other.left))
      && TensorObject(matrix.right).isEqual(to: TensorObject(other.right))
  }

  public override func negated() throws -> Value? { .object(FactoredObject(try matrix.scaled(by: -1))) }

  /// Norms, traces and reductions over rows or columns, from the factors.
  public override func apply(_ function: String, _ call: Call) throws -> Value? {
    switch function {
    case "norm": return Value(try matrix.norm())
    case "trace": return Value(try matrix.trace())
    case "diagonal": return Value(try matrix.diagonal())
    default:
      if let reduction = TensorReductions.simple[function], let axis = try call.axes().first {
        return Value(try matrix.reduced(reduction, over: axis))
      }
      return try TensorWords.body(function)?(call)
    }
  }
}

extension Value {
  /// A product with a factored matrix: a tensor when a vector went in.
  init(_ outcome: FactoredMatrix.Outcome) {
    switch outcome {
    case .tensor(let tensor): self.init(tensor)
    case .factored(let matrix): self = .object(FactoredObject(matrix))
    }
  }
}
