import Foundation

/// The repository's files, as tests find them.
enum TestFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file's text, by its path from the repository's root.
  static func text(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Programs below a folder, by their paths from the repository's root; folders named `support` hold what programs use.
  static func programs(below folder: String) -> [String] {
    let start = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".weir") && !$0.contains("support/") }.sorted().map { "\(folder)/\($0)" }
  }
}
