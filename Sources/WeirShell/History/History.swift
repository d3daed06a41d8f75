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
