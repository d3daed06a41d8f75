import WeirFigure
import WeirText

/// One element of a report after running, in reading order.
enum ReportElement {
  /// Markdown.
  case prose(String)
  /// Code that ran, or that did not because something failed before it.
  case code(String, wasRun: Bool)
  /// What was printed or echoed.
  case text(Markup)
  case figure(Figure)
  /// An error, a warning or a note.
  case message(Diagnostic)
  case interruption
}
