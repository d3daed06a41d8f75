#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An element-wise function of two numbers; missing with anything is missing.
public enum BinaryFunction: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  /// Rounds the quotient down.
  case floorDivide = "//"
  /// Has the sign of the divisor.
  case remainder = "%"
  case power = "^"
  case minimum = "minimum"
  case maximum = "maximum"
  case arctangent = "atan2"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "and"
  case or = "or"

  /// Whether the result is a mask.
  public var givesMask: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: true
    default: false
    }
  }

  /// Two operands of one run; a step of 0 repeats one number.
  struct Run {
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let leftStep: Int
    let rightStep: Int
    let result: UnsafeMutablePointer<Float>
    let count: Int

    @inline(__always)
    func map(_ function: (Float, Float) -> Float) {
      switch (leftStep, rightStep) {
      case (1, 1):
        for i in 0..<count { result[i] = present(left[i], right[i], function) }
      case (1, 0):
        let y = right[0]
        for i in 0..<count { result[i] = present(left[i], y, function) }
      case (0, 1):
        let x = left[0]
        for i in 0..<count { result[i] = present(x, right[i], function) }
      default:
        for i in 0..<count { result[i] = present(left[i * leftStep], right[i * rightStep], function) }
      }
    }

    @inline(__always)
    private func present(_ x: Float, _ y: Float, _ function: (Float, Float) -> Float) -> Float {
      Tensor.isMissing(x) || Tensor.isMissing(y) ? Tensor.missing : function(x, y)
    }
  }

  func apply(_ run: Run) {
    switch self {
    case .add: run.map { $0 + $1 }
    case .subtract: run.map { $0 - $1 }
    case .multiply: run.map { $0 * $1 }
    case .divide: run.map { $0 / $1 }
    case .floorDivide: run.map { ($0 / $1).rounded(.down) }
    case .remainder: run.map(Self.remainder)
    case .power: run.map { powf($0, $1) }
    case .minimum: run.map { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1) }
    case .maximum: run.map { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }
    case .arctangent: run.map { atan2f($0, $1) }
    case .equal: run.map { $0 == $1 ? 1 : 0 }
    case .notEqual: run.map { $0 != $1 ? 1 : 0 }
    case .less: run.map { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: run.map { $0 <= $1 ? 1 : 0 }
    case .greater: run.map { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: run.map { $0 >= $1 ? 1 : 0 }
    case .and: run.map { $0 != 0 && $1 != 0 ? 1 : 0 }
    case .or: run.map { $0 != 0 || $1 != 0 ? 1 : 0 }
    }
  }

  private static func remainder(_ x: Float, _ y: Float) -> Float {
    let rest = fmodf(x, y)
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
  }
}
