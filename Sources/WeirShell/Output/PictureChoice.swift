import WeirFigure

/// How figures appear on a terminal: `:set pictures` and the variable `WEIR_PICTURES`.
public enum PictureChoice: String, CaseIterable, Sendable {
  /// Pixels where the terminal says that it has them, else half blocks or characters.
  case auto
  case kitty, iterm, sixel
  /// Coloured half blocks, whatever the terminal could do.
  case blocks
  /// Characters alone.
  case characters

  /// The protocol that is asked for; nil leaves it to the terminal, or wants none.
  var pixels: PixelProtocol? {
    switch self {
    case .kitty: .kitty
    case .iterm: .iTerm2
    case .sixel: .sixel
    case .auto, .blocks, .characters: nil
    }
  }
}
