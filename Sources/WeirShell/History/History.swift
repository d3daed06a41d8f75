/// The entries of this and earlier sessions, oldest first.
public struct History {
  public private(set) var entries: [String]
  private let file: HistoryFile?

  /// A history that is kept in a file, or only in memory when there is none.
  public init(file: HistoryFile?) {
    self.file = file
    entries = file?.load() ?? []
  }

  /// Why entries are not kept; nil when they are, or are not meant to be.
  public var problem: String? { file?.problem }

  /// The nearest entry in a direction (-1 is older) that has a text in it; a typed capital letter means itself.
  ///
  /// Entries equal to the one where the search came from are passed over.
  func search(_ text: String, from place: Int, step: Int) -> (place: Int, entry: String)? {
    let isExact = text.contains(where: \.isUppercase)
    let start = max(0, min(place, entries.count - 1))
    guard !entries.isEmpty, place >= 0, step < 0 || place < entries.count else { return nil }
    let shown = entries.indices.contains(place &- step) ? entries[place - step] : nil
    for index in stride(from: start, through: step < 0 ? 0 : entries.count - 1, by: step) {
      let entry = entries[index]
      guard entry != shown else { continue }
      if isExact ? entry.contains(text) : entry.lowercased().contains(text.lowercased()) { return (index, entry) }
    }
    return nil
  }

  /// Keeps an entry, on disk at once.
  ///
  /// An entry that begins with a space stays out, as does one equal to the entry before it.
  /// - Returns: whether it was kept.
  @discardableResult
  public mutating func add(_ entry: String) -> Bool {
    guard let first = entry.first, first != " ", entry.contains(where: { !$0.isWhitespace }) else { return false }
    guard entry != entries.last else { return false }
    entries.append(entry)
    file?.append(entry)
    return true
  }
}
