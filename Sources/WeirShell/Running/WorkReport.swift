import WeirNatives
import WeirText

/// What a person sees of work that is waited for: how long already, and that Ctrl-C was heard.
final class WorkReport {
  private let console: Console
  private var isInterruptShown = false

  init(console: Console) { self.console = console }

  func note(_ work: EvaluationThread.Work?) {
    guard let work else {
      isInterruptShown = false
      return console.finishReport()
    }
    console.flushWhileWorking()
    if work.secondsSinceInterrupt == nil {
      isInterruptShown = false
      console.reportWork(work.isLeft ? "the interrupted work is still ending" : "computing", seconds: work.seconds)
    } else if !isInterruptShown {
      console.noteInterrupt()
      isInterruptShown = true
    }
  }
}
