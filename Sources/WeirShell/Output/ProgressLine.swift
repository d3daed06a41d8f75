import WeirNatives
import WeirText

/// How far long work has come, said from 0.3 s on.
///
/// On a terminal it is one line, drawn at most ten times a second and erased when the work ends, so that the scrollback
/// stays clean. In the plain style, for logs, it is a line for every tenth of the work.
struct ProgressLine {
  enum Style { case none, redrawn, plain }

  /// Seconds of work before anything is shown.
  static let patience = 0.3

  let style: Style
  private var start: Double?
  /// The tenth of the work that the plain style said last.
  private var saidTenth = 0
  private var lastDrawn = -1.0
  private var isOnScreen = false

  init(style: Style) { self.style = style }

  var isShown: Bool { style == .redrawn }

  /// What to write for a step; nil when nothing changes on the screen.
  mutating func update(_ progress: Progress?, now: Double, width: Int) -> String? {
    guard let progress else {
      start = nil
      saidTenth = 0
      return erase()
    }
    let start = self.start ?? now
    self.start = start
    guard now - start > Self.patience else { return nil }
    if style == .plain { return tenth(progress, seconds: now - start) }
    return draw(Self.line(progress, seconds: now - start), now, width)
  }

  /// What to write for work that does not say how far it is; nil when nothing changes on the screen.
  mutating func wait(_ line: String, now: Double, width: Int) -> String? {
    start == nil ? draw(line, now, width) : nil
  }

  /// A line of the plain style when a further tenth of the work is done.
  private mutating func tenth(_ progress: Progress, seconds: Double) -> String? {
    guard progress.total > 0 else { return nil }
    let tenth = min(10, progress.done * 10 / progress.total)
    guard tenth > saidTenth else { return nil }
    saidTenth = tenth
    return "\(progress.activity) \(tenth * 10) %  \(progress.done)/\(progress.total) \(progress.unit)"
      + "  \(Duration.text(seconds))\n"
  }

  private mutating func draw(_ line: String, _ now: Double, _ width: Int) -> String? {
    guard isShown, now - lastDrawn >= 0.1 else { return nil }
    lastDrawn = now
    isOnScreen = true
    return "\r\u{1B}[K" + line.clipped(toWidth: width - 1)
  }

  /// Notes that something else was written over the line.
  mutating func forget() { isOnScreen = false }

  /// What to write so that the line is gone; nil when it is not there.
  mutating func erase() -> String? {
    guard isOnScreen else { return nil }
    isOnScreen = false
    return "\r\u{1B}[K"
  }

  /// `patching  ███▌      84/144 heads  3.1/s  ETA 19 s`.
  static func line(_ progress: Progress, seconds: Double) -> String {
    let share = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 0
    let rate = seconds > 0 ? Double(progress.done) / seconds : 0
    var line = "\(progress.activity)  \(bar(share))  \(progress.done)/\(progress.total) \(progress.unit)"
    if rate > 0 {
      line += "  \(rounded(rate))/s"
      line += "  ETA \(duration(Double(max(0, progress.total - progress.done)) / rate))"
    }
    return line
  }

  private static func bar(_ share: Double) -> String {
    let width = 20
    let eighths = Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return (String(repeating: "█", count: eighths / 8) + parts[eighths % 8]).padded(toWidth: width)
  }

  private static func rounded(_ rate: Double) -> String {
    rate < 10 ? String((rate * 10).rounded() / 10) : String(Int(min(rate, 1e15)))
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 1e9))
    return whole < 100 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
