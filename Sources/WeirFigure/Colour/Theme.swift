/// The colours of everything in a picture but its data.
public struct Theme: Sendable, Hashable {
  public let ground: Ground
  /// The paper.
  public let paper: RGB
  /// Titles, labels and numbers.
  public let ink: RGB
  /// Axis names, notes and ticks.
  public let faint: RGB
  /// Frames and grid lines.
  public let rule: RGB
  /// The only series of a plot, and what is held.
  public let accent: RGB

  /// Black on white.
  public static let light = Theme(
    ground: .light, paper: .white, ink: RGB(hex: 0x1B1E22), faint: RGB(hex: 0x5A6068), rule: RGB(hex: 0xC9CED4),
    accent: RGB(hex: 0x2166AC))
  /// Light grey on nearly black.
  public static let dark = Theme(
    ground: .dark, paper: RGB(hex: 0x14171A), ink: RGB(hex: 0xE8EAED), faint: RGB(hex: 0xA2A9B1),
    rule: RGB(hex: 0x41474E), accent: RGB(hex: 0x7AB8E8))

  public static func on(_ ground: Ground) -> Theme { ground == .light ? .light : .dark }
}
