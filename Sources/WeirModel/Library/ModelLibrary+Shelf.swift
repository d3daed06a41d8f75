// How models lie on each kind of shelf.

extension ModelLibrary.Shelf {
  /// The model of a name, or nil.
  func entry(_ repository: String, revision: String?) throws(LibraryProblem) -> ModelLibrary.Entry? {
    // A name is at most owner and name; anything else could lead out of the shelf.
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      return nil
    }
    switch kind {
    case .folder:
      let folder = "\(path)/\(repository)"
      guard revision == nil, FileSystem.exists("\(folder)/config.json") else { return nil }
      return ModelLibrary.Entry(name: repository, folder: folder, origin: name, revision: nil)
    case .hub:
      return try hubEntry(repository, revision: revision)
    }
  }

  /// Every model on the shelf, sorted by name.
  func entries() -> [ModelLibrary.Entry] {
    switch kind {
    case .folder:
      return FileSystem.list(path).flatMap { first -> [String] in
        if FileSystem.exists("\(path)/\(first)/config.json") { return [first] }
        return FileSystem.list("\(path)/\(first)").map { "\(first)/\($0)" }
          .filter { FileSystem.exists("\(path)/\($0)/config.json") }
      }.map { ModelLibrary.Entry(name: $0, folder: "\(path)/\($0)", origin: name, revision: nil) }
    case .hub:
      return FileSystem.list(path).compactMap { folder in
        guard folder.hasPrefix("models--") else { return nil }
        let repository = folder.dropFirst("models--".count).split(separator: "--", omittingEmptySubsequences: false)
        guard let entry = try? hubEntry(repository.joined(separator: "/"), revision: nil) else { return nil }
        return entry
      }
    }
  }

  private func hubEntry(_ repository: String, revision: String?) throws(LibraryProblem) -> ModelLibrary.Entry? {
    let folder = "\(path)/models--" + repository.split(separator: "/").joined(separator: "--")
    guard FileSystem.isFolder(folder) else { return nil }
    let commits = FileSystem.list("\(folder)/snapshots").filter {
      FileSystem.exists("\(folder)/snapshots/\($0)/config.json")
    }
    let commit: String?
    if let revision {
      commit = Self.reference(folder, revision) ?? commits.first { $0 == revision || isAbbreviation(revision, of: $0) }
      guard let commit, commits.contains(commit) else {
        throw .noSuchRevision(revision, model: repository, known: Self.references(folder) + commits)
      }
    } else if let main = Self.reference(folder, "main"), commits.contains(main) {
      commit = main
    } else {
      // Without a `main` only a single snapshot says what is meant.
      guard commits.count <= 1 else { throw .severalRevisions(repository, commits) }
      commit = commits.first
    }
    guard let commit else { return nil }
    return ModelLibrary.Entry(
      name: repository, folder: "\(folder)/snapshots/\(commit)", origin: name, revision: commit)
  }

  private func isAbbreviation(_ revision: String, of commit: String) -> Bool {
    revision.count >= 7 && commit.hasPrefix(revision)
  }

  /// The commit that a branch or tag means.
  static func reference(_ folder: String, _ name: String) -> String? {
    guard !name.split(separator: "/").contains(".."),
      case .success(let bytes) = FileSystem.read("\(folder)/refs/\(name)", limit: 4096)
    else { return nil }
    let commit = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return commit.contains("/") || commit.isEmpty ? nil : commit
  }

  private static func references(_ folder: String) -> [String] {
    FileSystem.list("\(folder)/refs").filter { FileSystem.isFile("\(folder)/refs/\($0)") }
  }
}
