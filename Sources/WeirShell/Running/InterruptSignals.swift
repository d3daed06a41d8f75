import CLineEditor

/// How a thread that waits for work hears of Ctrl-C and of the work's end.
struct InterruptSignals: Sendable {
  /// Whether the person has pressed Ctrl-C since the last call.
  var take: @Sendable () -> Bool
  /// Waits until Ctrl-C or `wake`, at most so many milliseconds (-1: without end).
  var wait: @Sendable (_ milliseconds: Int32) -> Void
  /// Ends a `wait` in another thread.
  var wake: @Sendable () -> Void
  /// Says whether work goes on that a repeated Ctrl-C may want to end with the process.
  var setWorking: @Sendable (Bool) -> Void

  /// The signals of this process.
  static let process = InterruptSignals(
    take: { weir_interrupt_take() }, wait: { weir_wait($0) }, wake: { weir_wake() },
    setWorking: { weir_signals_set_working($0) })
}
