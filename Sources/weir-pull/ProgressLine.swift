import Foundation

/// One line on standard error that says how far a download is; redrawn at most ten times a second, gone at the end.
final class ProgressLine {
  private let isShown: Bool
  private var last = Date.distantPast
  private var began: (name: String, done: Int, at: Date)?

  init(isShown: Bool) { self.isShown = isShown }

  func update(_ name: String, done: Int, total: Int) {
    let now = Date()
    if began?.name != name { began = (name, done, now) }
    guard isShown, now.timeIntervalSince(last) > 0.1 || done == total, let began else { return }
    last = now
    let seconds = now.timeIntervalSince(began.at)
    let rate = seconds > 0.5 ? Double(done - began.done) / seconds : 0
    let share = total > 0 ? Double(done) / Double(total) : 1
    let filled = Int(share * 20)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
    var line = "\(name)  \(bar)  \(size(done)) of \(size(total))"
    if rate > 0 { line += "  \(size(Int(rate)))/s  \(Int(Double(total - done) / rate)) s left" }
    write("\r\u{1B}[K" + line)
  }

  func clear() { if isShown { write("\r\u{1B}[K") } }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// Bytes in the unit that keeps three digits.
  func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 || unit == "GB" {
        return unit == "B" ? "\(bytes) B" : String(format: value < 10 ? "%.1f %@" : "%.0f %@", value, unit)
      }
      value /= 1000
    }
    return "\(bytes) B"
  }
}
