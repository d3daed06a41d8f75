import Synchronization
import WeirFigure
import WeirText

/// What a program shows while a report is made, in order; the evaluation thread adds to it.
final class ReportOutput: Sendable {
  private let elements = Mutex<[ReportElement]>([])

  /// Adds a text, which joins the text before it.
  func add(_ markup: Markup) {
    elements.withLock { elements in
      if case .text(let before)? = elements.last {
        elements[elements.count - 1] = .text(before + markup)
      } else {
        elements.append(.text(markup))
      }
    }
  }

  func add(_ figure: Figure) { elements.withLock { $0.append(.figure(figure)) } }

  func add(_ message: Diagnostic) { elements.withLock { $0.append(.message(message)) } }

  /// What was shown since the last look.
  func take() -> [ReportElement] {
    elements.withLock { elements in
      defer { elements = [] }
      return elements
    }
  }
}
