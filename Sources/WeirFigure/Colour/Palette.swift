// Palettes by the names that the field knows. The stops of the ColorBrewer palettes are those of matplotlib, interpolated
// linearly between evenly spaced stops as matplotlib does, so `blues` here is `Blues` there.

/// A range of colours from the least to the most.
public struct Palette: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case sequential, diverging }

  /// The name in lower case, as `colours:` takes it.
  public let name: String
  public let kind: Kind
  private let light: [RGB]
  private let dark: [RGB]

  /// Makes a palette from evenly spaced stops; those for a dark ground are the same when none are given.
  init(_ name: String, _ kind: Kind, light: [RGB], dark: [RGB]? = nil) {
    self.name = name
    self.kind = kind
    self.light = light
    self.dark = dark ?? light
  }

  /// The colour at a position from 0 to 1.
  public func colour(at position: Double, on ground: Ground) -> RGB {
    let stops = ground == .light ? light : dark
    let place = max(0, min(1, position)) * Double(stops.count - 1)
    let index = min(stops.count - 2, Int(place))
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }

  /// The evenly spaced colours between which it is interpolated.
  func stops(on ground: Ground) -> [RGB] { ground == .light ? light : dark }

  /// The palette of a name, in any case, or nil.
  public static func named(_ name: String) -> Palette? {
    let wanted = name.lowercased()
    return all.first { $0.name == wanted }
  }

  /// Every palette, in the order in which help lists them.
  public static let all: [Palette] = [
    .blues, .greens, .greys, .oranges, .purples, .reds, .viridis, .brownTeal, .orangePurple, .redBlue,
  ]

  public static let blues = sequential("blues", "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b")
  public static let greens = sequential("greens", "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b")
  public static let greys = sequential("greys", "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000")
  public static let oranges = sequential("oranges", "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704")
  public static let purples = sequential("purples", "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d")
  public static let reds = sequential("reds", "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d")

  /// Red below 0, blue above it.
  public static let redBlue = diverging(
    "rdbu", "67001fb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac053061",
    dark: "ffd0b8fb9a78e8663fb93d26702015181a1f123b5f1a5f9b3a8bd07ab8e8c4e2fa")
  /// Orange below 0, purple above it.
  public static let orangePurple = diverging(
    "puor", "7f3b08b35806e08214fdb863fee0b6f7f7f7d8daebb2abd28073ac5427882d004b",
    dark: "ffe2b0fdb863e8902ab36a105f3a0a1a191d35294f5a4a8a8573b8b2a5dcdedcf2")
  /// Brown below 0, teal above it.
  public static let brownTeal = diverging(
    "brbg", "5430058c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e003c30",
    dark: "f6e3b4dfc27dc78f3f8f6222523a121a1b1b0c44400f766e2fa79c7dd0c4c9efe8")

  /// On a dark ground the same colours run the other way from a darker start, so that nothing stays close to the ground.
  private static func sequential(_ name: String, _ hex: String) -> Palette {
    let stops = colours(hex)
    let start = (stops.last ?? .black).mixed(with: RGB(hex: 0x101216), 0.65)
    return Palette(name, .sequential, light: stops, dark: [start] + stops.dropLast().reversed())
  }

  private static func diverging(_ name: String, _ hex: String, dark: String) -> Palette {
    Palette(name, .diverging, light: colours(hex), dark: colours(dark))
  }

  /// Colours written one after the other, six hexadecimal digits each.
  static func colours(_ hex: String) -> [RGB] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 5, by: 6).map { start in
      RGB(hex: UInt32(String(decoding: digits[start..<start + 6], as: UTF8.self), radix: 16) ?? 0)
    }
  }
}
