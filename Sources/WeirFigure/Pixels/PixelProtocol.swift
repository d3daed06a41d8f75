/// How a terminal is sent pixels.
public enum PixelProtocol: Sendable, Equatable, CaseIterable {
  /// Kitty's graphics protocol, also of Ghostty, WezTerm and Konsole.
  case kitty
  /// iTerm2's inline images, also of WezTerm and mintty.
  case iTerm2
  /// DEC sixel graphics: xterm, foot, mlterm, Windows Terminal.
  case sixel
}
