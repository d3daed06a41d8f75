/// A colour by lightness and two opponent axes, in which equal distances look equal (Björn Ottosson 2020).
struct OKLab: Sendable, Equatable {
  let lightness: Double
  let a: Double
  let b: Double
}

extension RGB {
  /// The colour in OKLab.
  var oklab: OKLab {
    let (r, g, b) = (Self.linear[Int(red)], Self.linear[Int(green)], Self.linear[Int(blue)])
    let l = Self.cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = Self.cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = Self.cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return OKLab(
      lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
  }

  /// The cube root of a number from 0 to 1 by Newton's method, the same on every machine.
  private static func cubeRoot(_ value: Double) -> Double {
    guard value > 1e-9 else { return 0 }
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root - value) / (3 * root * root) }
    return root
  }
}
