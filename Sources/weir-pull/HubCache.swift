import Foundation

/// One repository's folder in the cache that Hugging Face's own tools keep, so that they and Weir share each download.
///
///     models--openai-community--gpt2/
///       refs/main                        the commit that `main` meant last
///       blobs/<digest>                   contents
///       snapshots/<commit>/config.json   links into blobs
struct HubCache {
  let folder: URL

  init(repository: String, environment: [String: String]) {
    let name = "models--" + repository.replacing("/", with: "--")
    folder = HubCache.root(environment).appending(path: name)
  }

  /// Where the cache is, by the rules of `huggingface_hub`.
  static func root(_ environment: [String: String]) -> URL {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let cache = set("HF_HUB_CACHE") { return URL(filePath: expanded(cache, environment)) }
    if let home = set("HF_HOME") { return URL(filePath: expanded(home, environment)).appending(path: "hub") }
    let base =
      set("XDG_CACHE_HOME").map { URL(filePath: $0) }
      ?? URL(filePath: set("HOME") ?? NSHomeDirectory()).appending(path: ".cache")
    return base.appending(path: "huggingface/hub")
  }

  private static func expanded(_ path: String, _ environment: [String: String]) -> String {
    path == "~" || path.hasPrefix("~/") ? (environment["HOME"] ?? NSHomeDirectory()) + path.dropFirst() : path
  }

  func blob(_ digest: String) -> URL { folder.appending(path: "blobs").appending(path: digest) }

  func snapshot(_ commit: String) -> URL { folder.appending(path: "snapshots").appending(path: commit) }

  /// Makes the folders of a snapshot.
  func prepare(commit: String) throws {
    for place in [folder.appending(path: "blobs"), folder.appending(path: "refs"), snapshot(commit)] {
      do {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      } catch {
        throw PullProblem.cannotWrite(path: place.path, reason: error.localizedDescription)
      }
    }
  }

  /// Puts a finished blob into a snapshot under its name, by a relative link as the hub's tools do.
  func link(_ name: String, to digest: String, commit: String) throws {
    let place = snapshot(commit).appending(path: name).path
    try? FileManager.default.removeItem(atPath: place)
    do {
      try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: "../../blobs/\(digest)")
    } catch {
      throw PullProblem.cannotWrite(path: place, reason: error.localizedDescription)
    }
  }

  /// Remembers which commit a branch or tag meant; a commit asked for by its own name needs no memory.
  func remember(revision: String, commit: String) throws {
    guard revision != commit else { return }
    let place = folder.appending(path: "refs").appending(path: revision)
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(commit.utf8).write(to: place, options: .atomic)
    } catch {
      throw PullProblem.cannotWrite(path: place.path, reason: error.localizedDescription)
    }
  }
}
