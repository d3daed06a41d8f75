// What the line editor asks while an entry is typed.

import WeirLanguage
import WeirText

extension Shell: LineEditorDelegate {
  public func completeness(of text: String) -> Completeness {
    guard Line(text.trimmed) == .program else { return .complete }
    switch session.parse(text) {
    case .complete: return .complete
    case .wrong: return .wrong
    case .incomplete(let depth): return .incomplete(indent: 2 * min(depth, 20))
    }
  }

  public func tab(_ text: String, cursor: Int, isRepeated: Bool) -> TabAnswer { TabAnswer() }

  public func recall(from text: String, step: Int) -> String? {
    recall.step(step, from: text, in: history.entries)
  }

  public func pasted(_ text: String) -> String { text }

  public func painted(_ text: String, cursor: Int) -> PaintedText { PaintedText() }
}
