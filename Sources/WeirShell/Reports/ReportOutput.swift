import Synchronization
import WeirFigure
import WeirText

/// What a program shows while a report is made, in order, and the page so far; the evaluation thread adds to both.
final class ReportOutput: Sendable {
  private let elements = Mutex<[ReportElement]>([])
  private let kept = Mutex<[ReportElement]>([])

  /// The elements of the page in reading order, as far as the program has come.
  var page: [ReportElement] { kept.withLock { $0 } }

  /// Adds to the page.
  func keep(_ more: [ReportElement]) { kept.withLock { $0 += more } }

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
