import WeirLanguage
import WeirText

extension Value {
  /// The first line of the echo.
  public func oneLine(width: Int) -> String {
    String(echo(width: width).plain.prefix { $0 != "\n" }).clipped(toWidth: width)
  }
}
