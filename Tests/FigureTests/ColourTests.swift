import Testing

@testable import WeirFigure

@Suite struct ColourTests {
  /// Colours of matplotlib 3.10 at 0, 51, 102, 153, 204 and 255 of 255.
  @Test(arguments: [
    ("Blues", [0xF7FBFF, 0xD0E1F2, 0x94C4DF, 0x4A98C9, 0x1764AB, 0x08306B]),
    ("Greens", [0xF7FCF5, 0xD3EECD, 0x98D594, 0x4BB062, 0x157F3B, 0x00441B]),
    ("Greys", [0xFFFFFF, 0xE2E2E2, 0xB5B5B5, 0x7A7A7A, 0x404040, 0x000000]),
    ("Oranges", [0xFFF5EB, 0xFDD9B4, 0xFDA762, 0xF3701B, 0xC54102, 0x7F2704]),
    ("Purples", [0xFCFBFD, 0xE2E2EF, 0xB6B6D8, 0x8683BD, 0x61409B, 0x3F007D]),
    ("Reds", [0xFFF5F0, 0xFDCAB5, 0xFC8A6A, 0xF14432, 0xBC141A, 0x67000D]),
    ("viridis", [0x440154, 0x414487, 0x2A788E, 0x22A884, 0x7AD151, 0xFDE725]),
    ("RdBu", [0x67001F, 0xD6604D, 0xFDDBC7, 0xD1E5F0, 0x4393C3, 0x053061]),
    ("PuOr", [0x7F3B08, 0xE08214, 0xFEE0B6, 0xD8DAEB, 0x8073AC, 0x2D004B]),
    ("BrBG", [0x543005, 0xBF812D, 0xF6E8C3, 0xC7EAE5, 0x35978F, 0x003C30]),
  ]) func palettesAreThoseOfMatplotlib(name: String, colours: [UInt32]) throws {
    let palette = try #require(Palette.named(name))
    for (step, hex) in colours.enumerated() {
      let drawn = palette.colour(at: Double(step) / 5, on: .light)
      let wanted = RGB(hex: hex)
      #expect(Self.distance(drawn, wanted) <= 2, "\(name) at \(step): \(drawn.css) for \(wanted.css)")
    }
  }

  @Test(arguments: Palette.all, Ground.allCases) func lightnessTellsTheOrderOfValues(
    _ palette: Palette, _ ground: Ground
  ) {
    let lightness = (0...100).map { Self.oklab(Self.linear(palette.colour(at: Double($0) / 100, on: ground))).0 }
    let halves =
      palette.kind == .sequential ? [lightness] : [Array(lightness[...50].reversed()), Array(lightness[50...])]
    for half in halves {
      let rises = (half.last ?? 0) > (half.first ?? 0)
      for (a, b) in zip(half, half.dropFirst()) {
        #expect(rises ? b > a - 1e-3 : b < a + 1e-3, "\(palette.name) on \(ground)")
      }
      #expect(abs((half.last ?? 0) - (half.first ?? 0)) > 0.4, "\(palette.name) on \(ground) spans too little")
    }
  }

  @Test(arguments: Palette.all.filter { $0.kind == .diverging }, Ground.allCases)
  func signsStayApartWithoutRedOrGreen(_ palette: Palette, _ ground: Ground) {
    for (index, vision) in Self.visions.enumerated() {
      for step in 1...4 {
        let low = vision(Self.linear(palette.colour(at: 0.5 - Double(step) / 8, on: ground)))
        let high = vision(Self.linear(palette.colour(at: 0.5 + Double(step) / 8, on: ground)))
        // Two and a half times the least difference that is noticed side by side (0.02).
        #expect(Self.difference(low, high) > 0.05, "\(palette.name) on \(ground), vision \(index)")
      }
    }
  }

  @Test(arguments: Ground.allCases) func categoriesStayApartForEveryEye(_ ground: Ground) {
    let colours = (0..<8).map { CategoryColours.colour($0, on: ground) }
    for (a, first) in colours.enumerated() {
      #expect(first.contrast(with: Theme.on(ground).paper) >= 3, "category \(a) on \(ground)")
      for (b, second) in colours.enumerated().dropFirst(a + 1) {
        for vision in Self.visions {
          let difference = Self.difference(vision(Self.linear(first)), vision(Self.linear(second)))
          #expect(difference > 0.09, "categories \(a) and \(b) on \(ground)")
        }
      }
    }
  }

  @Test(arguments: Palette.all, Ground.allCases) func numbersReadOnEveryCell(_ palette: Palette, _ ground: Ground) {
    for step in 0...100 {
      let colour = palette.colour(at: Double(step) / 100, on: ground)
      #expect(colour.contrast(with: colour.ink) >= 4.5)
    }
  }

  @Test(arguments: Ground.allCases) func textReadsOnThePaper(_ ground: Ground) {
    let theme = Theme.on(ground)
    #expect(theme.ink.contrast(with: theme.paper) >= 12)
    #expect(theme.faint.contrast(with: theme.paper) >= 4.5)
    #expect(theme.accent.contrast(with: theme.paper) >= 4.5)
  }

  @Test func luminanceIsThatOfTheStandard() {
    // WCAG 2.2's own example values: white 1, black 0, and #767676 on white 4.54.
    #expect(RGB.white.luminance == 1 && RGB.black.luminance == 0)
    #expect(abs(RGB(hex: 0x767676).contrast(with: .white) - 4.54) < 0.01)
  }

  @Test func paletteNamesAreReadInAnyCase() {
    #expect(Palette.named("Blues") == .blues && Palette.named("RdBu") == .redBlue && Palette.named("no such") == nil)
  }

  private typealias Light = (Double, Double, Double)

  /// Normal vision, deuteranopia, protanopia and tritanopia (Machado, Oliveira and Fernandes 2009, severity 1), on linear
  /// light.
  private static let visions: [@Sendable (Light) -> Light] = [
    { $0 },
    { mix($0, (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)) },
    { mix($0, (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)) },
    { mix($0, (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)) },
  ]

  private static func mix(_ c: Light, _ r: Light, _ g: Light, _ b: Light) -> Light {
    let sum = { (w: Light) in min(1, max(0, w.0 * c.0 + w.1 * c.1 + w.2 * c.2)) }
    return (sum(r), sum(g), sum(b))
  }

  private static func linear(_ colour: RGB) -> Light {
    // The luminance of a grey is its channel in linear light.
    let channel = { (value: UInt8) in RGB(value, value, value).luminance }
    return (channel(colour.red), channel(colour.green), channel(colour.blue))
  }

  /// OKLab (Ottosson 2020) of linear sRGB.
  private static func oklab(_ c: Light) -> Light {
    let root = { (value: Double) -> Double in
      var x = max(value, 1e-9) > 0.1 ? 0.8 : 0.3
      for _ in 0..<60 { x -= (x * x * x - max(value, 0)) / (3 * x * x) }
      return x
    }
    let l = root(0.4122214708 * c.0 + 0.5363325363 * c.1 + 0.0514459929 * c.2)
    let m = root(0.2119034982 * c.0 + 0.6806995451 * c.1 + 0.1073969566 * c.2)
    let s = root(0.0883024619 * c.0 + 0.2817188376 * c.1 + 0.6299787005 * c.2)
    return (
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    )
  }

  private static func difference(_ a: Light, _ b: Light) -> Double {
    let (x, y) = (oklab(a), oklab(b))
    let (l, m, n) = (x.0 - y.0, x.1 - y.1, x.2 - y.2)
    return (l * l + m * m + n * n).squareRoot()
  }

  private static func distance(_ a: RGB, _ b: RGB) -> Int {
    max(abs(Int(a.red) - Int(b.red)), abs(Int(a.green) - Int(b.green)), abs(Int(a.blue) - Int(b.blue)))
  }
}
