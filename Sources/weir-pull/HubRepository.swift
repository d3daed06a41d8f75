import WeirText

/// A repository of the hub at one commit: its files as the hub lists them.
struct HubRepository {
  let name: String
  let commit: String
  let files: [HubFile]

  /// Asks the hub what a revision of a repository holds.
  static func listed(_ name: String, revision: String, on hub: Hub) throws -> HubRepository {
    let url = "\(hub.endpoint)/api/models/\(name)/revision/\(Hub.escaped(revision))?blobs=true"
    let (answer, bytes) = Request(url: url, token: hub.token).body(limit: 64 << 20)
    switch answer.status {
    case 200: break
    case 401, 403: throw PullProblem.notAllowed(repository: name, hasToken: hub.token != nil)
    case 404: throw PullProblem.notFound(repository: name, revision: revision, endpoint: hub.endpoint)
    case 0: throw PullProblem.unreachable(url: hub.endpoint, reason: answer.fault ?? "no answer")
    default: throw PullProblem.badStatus(url: url, status: answer.status)
    }
    if let fault = answer.fault { throw PullProblem.unreachable(url: hub.endpoint, reason: fault) }
    return try read(bytes, name: name)
  }

  private static func read(_ bytes: [UInt8], name: String) throws -> HubRepository {
    let listing: JSON
    do { listing = try JSON(bytes: bytes) } catch {
      throw PullProblem.badListing(repository: name, reason: error.message)
    }
    guard let commit = listing["sha"]?.string, Hub.isDigest(commit) else {
      throw PullProblem.badListing(repository: name, reason: "it names no commit")
    }
    guard let siblings = listing["siblings"], siblings.kind == .array else {
      throw PullProblem.badListing(repository: name, reason: "it lists no files")
    }
    let files = siblings.elements.compactMap { HubFile($0) }
    return HubRepository(name: name, commit: commit, files: files)
  }

  /// The files that Weir needs of it, small ones first; weights last.
  func needed() throws -> [HubFile] {
    let names = Set(files.map(\.name))
    let described = HubFile.descriptions.compactMap { wanted in files.first { $0.name == wanted } }
    for (single, index, prefix, suffix) in [
      ("model.safetensors", "model.safetensors.index.json", "model-", ".safetensors"),
      ("pytorch_model.bin", "pytorch_model.bin.index.json", "pytorch_model-", ".bin"),
    ] {
      if names.contains(single) { return described + files.filter { $0.name == single } }
      if names.contains(index) {
        let shards = files.filter { $0.name.hasPrefix(prefix) && $0.name.hasSuffix(suffix) && $0.name.contains("-of-") }
        return described + files.filter { $0.name == index } + shards.sorted { $0.name < $1.name }
      }
    }
    throw PullProblem.noWeights(repository: name, files: files.map(\.name))
  }
}
