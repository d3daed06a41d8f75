/// Times in words.
enum Duration {
  /// `3.2 ms`, `1.84 s`, `2 min 5 s`.
  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: "\(rounded(seconds * 1e6, 0)) µs"
    case ..<1: "\(rounded(seconds * 1e3, seconds < 0.1 ? 1 : 0)) ms"
    case ..<100: "\(rounded(seconds, 2)) s"
    default: "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
    }
  }

  /// Whether a line says a time as `text` does.
  static func isTime(_ line: String) -> Bool { line.wholeMatch(of: /[0-9.]+ (µs|ms|s)|[0-9]+ min [0-9]+ s/) != nil }

  private static func rounded(_ number: Double, _ digits: Int) -> String {
    if digits == 0 { return String(Int(number.rounded())) }
    let scale = digits == 1 ? 10.0 : 100.0
    return String((number * scale).rounded() / scale)
  }
}
