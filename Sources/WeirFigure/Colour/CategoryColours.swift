/// Colours that tell series, heads and kinds apart.
///
/// Found by search for the largest least difference (in OKLab) under normal vision and simulated deuteranopia,
/// protanopia and tritanopia, with a contrast of at least 3 to the paper of their theme; a test computes both again.
/// From the ninth series on colours repeat, and lines differ by their dashes.
public enum CategoryColours {
  static let light = [
    RGB(hex: 0x0066AA), RGB(hex: 0xDD7700), RGB(hex: 0x552255), RGB(hex: 0xAA88AA), RGB(hex: 0x772200),
    RGB(hex: 0x8877FF), RGB(hex: 0xAA4444), RGB(hex: 0x0011AA),
  ]
  static let dark = [
    RGB(hex: 0x77BBEE), RGB(hex: 0xFF9900), RGB(hex: 0xFF5588), RGB(hex: 0xFFEE00), RGB(hex: 0x0077FF),
    RGB(hex: 0x77FFEE), RGB(hex: 0x996611), RGB(hex: 0xCC1199),
  ]
  /// Dash patterns of the first, second, third and fourth round through the colours, in points.
  static let dashes: [[Double]] = [[], [4, 2], [1, 2], [6, 2, 1, 2]]

  /// The colour of a category on a ground.
  public static func colour(_ index: Int, on ground: Ground) -> RGB {
    let colours = ground == .light ? light : dark
    return colours[index % colours.count]
  }

  /// The dashes of a category's line.
  static func dashes(_ index: Int) -> [Double] { dashes[index / light.count % dashes.count] }
}
