/// Walking through the history by Up and Down, among the entries that begin with what was typed.
public struct HistoryRecall {
  /// What stood at the prompt before the walk began, and what the entries must begin with.
  private var typed = ""
  private var shown: String?
  private var place = 0

  public init() {}

  /// The next entry in a direction (-1 is back), or what was typed when the newest is left; nil when there is none.
  ///
  /// A text that is not the one shown last begins a new walk: the person has typed.
  public mutating func step(_ step: Int, from text: String, in entries: [String]) -> String? {
    if shown != text || place > entries.count {
      typed = text
      place = entries.count
    }
    var next = place + step
    while entries.indices.contains(next) {
      if entries[next].hasPrefix(typed), entries[next] != text { return show(entries[next], at: next) }
      next += step
    }
    guard step > 0, place < entries.count else { return nil }
    return show(typed, at: entries.count)
  }

  private mutating func show(_ text: String, at place: Int) -> String {
    self.place = place
    shown = text
    return text
  }
}
