/// Values as characters, from light to dark.
enum ShadeRamp {
  private static let ramp = Array(" .:-=+*#%@")

  /// A value as one or two characters.
  ///
  /// On a scale centred at 0 two characters are the sign and the size. A missing value is blank; a map that has some
  /// begins at `.`, so that the two differ.
  static func characters(_ value: Float, _ scale: ColourScale, hasMissing: Bool, width: Int) -> String {
    guard !value.isNaN else { return String(repeating: " ", count: width) }
    let shade = String(level(value, scale, hasMissing: hasMissing))
    guard width > 1 else { return shade }
    if scale.isDiverging { return (shade == " " ? " " : value < 0 ? "-" : "+") + shade }
    return String(repeating: shade, count: width)
  }

  /// The bars in use, shortest first.
  static func bars(_ characters: TerminalRenderer.CharacterSet) -> [Character] {
    Array(characters == .unicode ? " ▁▂▃▄▅▆▇█" : " .:;o*&#@")
  }

  /// A value's size as a small bar beside its number, or as a character that cannot be read as part of a number.
  static func bar(_ value: Float, _ scale: ColourScale, characters: TerminalRenderer.CharacterSet) -> String {
    guard let position = scale.position(value) else { return " " }
    let bars = bars(characters)
    let size = scale.isDiverging ? abs(2 * position - 1) : position
    return String(bars[Int((size * Double(bars.count - 1)).rounded())])
  }

  /// The characters in use, lightest first.
  static func characters(hasMissing: Bool) -> [Character] { hasMissing ? Array(ramp.dropFirst()) : ramp }

  private static func level(_ value: Float, _ scale: ColourScale, hasMissing: Bool) -> Character {
    let shades = characters(hasMissing: hasMissing)
    let position = scale.position(value) ?? 0
    let size = scale.isDiverging ? abs(2 * position - 1) : position
    return shades[min(shades.count - 1, Int(size * Double(shades.count)))]
  }
}
