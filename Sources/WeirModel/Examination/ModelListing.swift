import WeirText

/// One model on a shelf: what it is, how large, and whether all of it is there.
public struct ModelListing: Sendable {
  public let entry: ModelLibrary.Entry
  /// Branches and tags that mean this revision, in the Hugging Face cache.
  public let references: [String]
  /// The `model_type` of its configuration, where that can be read.
  public let family: String?
  /// Numbers in all tensors, and the bytes that they take on disk.
  public let parameterCount: Int
  public let byteCount: Int
  /// What is missing or damaged; nil for a model that is whole.
  public let problem: (any Problem)?

  public var isComplete: Bool { problem == nil }

  /// Looks at a folder: reads its configuration and the headers of its weights, no numbers.
  init(_ entry: ModelLibrary.Entry, references: [String]) {
    self.entry = entry
    self.references = references
    var problem: (any Problem)?
    let configuration: ModelConfiguration?
    do {
      configuration = try ModelConfiguration(path: "\(entry.folder)/config.json", name: entry.name)
    } catch {
      problem = error
      configuration = nil
    }
    family = configuration?.family
    do {
      let checkpoint = try Checkpoint(folder: entry.folder)
      parameterCount = checkpoint.tensors.reduce(0) { $0 + $1.count }
      byteCount = checkpoint.byteCount
    } catch {
      problem = problem ?? error
      (parameterCount, byteCount) = (0, 0)
    }
    self.problem = problem
  }
}

extension ModelLibrary {
  /// Every model on every shelf, in their order, with every revision that the Hugging Face cache holds.
  public func listings() -> [ModelListing] { shelves.flatMap { $0.listings() } }
}

extension ModelLibrary.Shelf {
  fileprivate func listings() -> [ModelListing] {
    switch kind {
    case .folder: return entries().map { ModelListing($0, references: []) }
    case .hub:
      return FileSystem.list(path).filter { $0.hasPrefix("models--") }.flatMap { folder -> [ModelListing] in
        let repository = folder.dropFirst("models--".count).split(separator: "--", omittingEmptySubsequences: false)
        let references = FileSystem.list("\(path)/\(folder)/refs").compactMap { name -> (String, String)? in
          Self.reference("\(path)/\(folder)", name).map { (name, $0) }
        }
        return FileSystem.list("\(path)/\(folder)/snapshots").map { commit in
          ModelListing(
            ModelLibrary.Entry(
              name: repository.joined(separator: "/"), folder: "\(path)/\(folder)/snapshots/\(commit)", origin: name,
              revision: commit), references: references.filter { $0.1 == commit }.map(\.0))
        }
      }
    }
  }
}
