/// A colour of the sRGB space, 8 bits a channel.
public struct RGB: Sendable, Hashable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From `0xRRGGBB`.
  public init(hex: UInt32) {
    self.init(UInt8(hex >> 16 & 0xFF), UInt8(hex >> 8 & 0xFF), UInt8(hex & 0xFF))
  }

  public static let white = RGB(255, 255, 255)
  public static let black = RGB(0, 0, 0)

  /// As CSS and SVG write it: `#08306b`.
  public var css: String { "#" + [red, green, blue].map(Self.hexByte).joined() }

  /// The colour a part of the way towards another, channel by channel.
  public func mixed(with other: RGB, _ part: Double) -> RGB {
    RGB(Self.mix(red, other.red, part), Self.mix(green, other.green, part), Self.mix(blue, other.blue, part))
  }

  /// Relative luminance, 0 to 1 (WCAG 2.2).
  public var luminance: Double {
    0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)] + 0.0722 * Self.linear[Int(blue)]
  }

  /// The contrast ratio with another colour, 1 to 21 (WCAG 2.2).
  public func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Black or white, whichever reads better on this colour.
  public var ink: RGB { contrast(with: .black) >= contrast(with: .white) ? .black : .white }

  /// Channel values from 0 to 255 in linear light (IEC 61966-2-1).
  static let linear: [Double] = (0...255).map { channel in
    let value = Double(channel) / 255
    // The power 2.4 as value^2 * value^0.4, and value^0.4 as the fifth root of value^2, by Newton's method: no C library.
    guard value > 0.04045 else { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    let square = base * base
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }

  private static func mix(_ a: UInt8, _ b: UInt8, _ part: Double) -> UInt8 {
    UInt8(max(0, min(255, (Double(a) + (Double(b) - Double(a)) * part).rounded())))
  }

  private static func hexByte(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }
}
