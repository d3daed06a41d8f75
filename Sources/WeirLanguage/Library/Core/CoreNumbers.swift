import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Functions of one number, which tensors know too: `abs`, `exp`, `round`.

enum CoreNumbers {
  static var functions: [NativeFunction] {
    simple.map { name, function in
      CoreNatives.shared(name, unary: { $0.asNumber.map { .number(function($0)) } }) { call in
        .number(function(try call.number(0)))
      }
    } + [
      CoreNatives.shared("log") { call in
        let number = try call.number(0)
        return .number(call[1].isNone ? log(number) : log(number) / log(try call.number(1)))
      },
      CoreNatives.shared("round") { call in .number(try rounded(call)) },
      CoreNatives.shared("is_nan") { call in .bool(try call.number(0).isNaN) },
      CoreNatives.shared("is_finite") { call in .bool(try call.number(0).isFinite) },
    ]
  }

  private static let simple: [(String, @Sendable (Double) -> Double)] = [
    ("abs", { $0.magnitude }), ("acos", { acos($0) }), ("asin", { asin($0) }), ("atan", { atan($0) }),
    ("ceil", { $0.rounded(.up) }), ("cos", { cos($0) }), ("cosh", { cosh($0) }), ("erf", { erf($0) }),
    ("exp", { exp($0) }), ("expm1", { expm1($0) }), ("floor", { $0.rounded(.down) }), ("log10", { log10($0) }),
    ("log1p", { log1p($0) }), ("log2", { log2($0) }), ("sign", { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }),
    ("sin", { sin($0) }), ("sinh", { sinh($0) }), ("sqrt", { $0.squareRoot() }), ("square", { $0 * $0 }),
    ("tan", { tan($0) }), ("tanh", { tanh($0) }),
  ]

  /// Rounds to a count of digits after the dot, halves to even.
  private static func rounded(_ call: Call) throws -> Double {
    let (number, digits) = (try call.number(0), try call.integer(1))
    guard digits != 0 else { return number.rounded(.toNearestOrEven) }
    guard digits > -309, digits < 309 else { return digits > 0 ? number : 0 }
    guard digits > 0 else {
      let unit = pow(10, Double(-digits))
      return (number / unit).rounded(.toNearestOrEven) * unit
    }
    return Double(NumberText.fixed(number, digits)) ?? number
  }
}
