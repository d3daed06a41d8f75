#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a picture is brought to another size; the numbers are Pillow's, which `preprocessor_config.json` uses.
public enum PictureFilter: Int, Sendable, Hashable, CaseIterable {
  case nearest = 0
  case lanczos = 1
  case bilinear = 2
  case bicubic = 3
  case box = 4
  case hamming = 5

  /// How far it reaches, in pixels of the smaller picture.
  var support: Double {
    switch self {
    case .nearest: 0
    case .lanczos: 3
    case .bilinear, .hamming: 1
    case .bicubic: 2
    case .box: 0.5
    }
  }

  /// The weight of a pixel at a distance.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .nearest: return 0
    case .box: return distance > -0.5 && distance <= 0.5 ? 1 : 0
    case .bilinear: return x < 1 ? 1 - x : 0
    case .hamming:
      if x == 0 { return 1 }
      return x >= 1 ? 0 : Self.sinc(x) * (0.54 + 0.46 * cos(x * .pi))
    case .bicubic:
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    case .lanczos: return x < 3 ? Self.sinc(x) * Self.sinc(x / 3) : 0
    }
  }

  private static func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
}
