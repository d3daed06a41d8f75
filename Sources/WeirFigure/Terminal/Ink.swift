/// How a piece of a terminal line looks.
struct Ink: Sendable, Equatable {
  var foreground: RGB?
  var background: RGB?
  var isStrong = false
  var isDim = false

  static let plain = Ink()
  static let strong = Ink(isStrong: true)
  static let dim = Ink(isDim: true)

  /// Text that reads on a painted ground.
  static func on(_ background: RGB) -> Ink { Ink(foreground: background.ink, background: background) }
}
