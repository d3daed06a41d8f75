import WeirNatives
import WeirText

/// What a person sees of work that goes on: how long already, that Ctrl-C was heard, and why it does not stop yet.
final class WorkReport {
  private let console: Console
  private var isInterruptShown = false
  private var isObstacleShown = false

  /// Seconds after Ctrl-C before a reason is given for waiting.
  private static let patience = 0.1

  init(console: Console) { self.console = console }

  func note(_ work: EvaluationThread.Work?) {
    guard let work else {
      (isInterruptShown, isObstacleShown) = (false, false)
      return console.reportWork(seconds: nil)
    }
    console.flushWhileWorking()
    guard let sinceInterrupt = work.secondsSinceInterrupt else { return console.reportWork(seconds: work.seconds) }
    if !isInterruptShown {
      console.noteInterrupt()
      isInterruptShown = true
    }
    guard !isObstacleShown, sinceInterrupt > Self.patience, let obstacle = EngineActivity.obstacle else { return }
    console.writeError(Markup(obstacle + "; stopping after it\n", .dim))
    isObstacleShown = true
  }
}
