import WeirText

/// Why a model is not found.
public enum LibraryProblem: Problem, Equatable {
  case emptyName
  case fileInsteadOfFolder(String)
  case noSuchRevision(String, model: String, known: [String])
  case notAModel(folder: String, found: [String])
  case notFound(String, searched: [ModelLibrary.Shelf], known: [String], isPath: Bool)
  case severalRevisions(String, [String])
}

extension LibraryProblem {
  public var code: String {
    switch self {
    case .notFound: "E5060"
    case .notAModel: "E5061"
    case .fileInsteadOfFolder: "E5062"
    case .noSuchRevision: "E5063"
    case .severalRevisions: "E5064"
    case .emptyName: "E5065"
    }
  }

  public var message: String {
    switch self {
    case .emptyName: "a model has a name or a path, and this is empty"
    case .fileInsteadOfFolder(let path): "`\(path)` is a file, and a model is a folder"
    case .noSuchRevision(let revision, let model, _):
      "`\(model)` has no revision `\(revision)` in the Hugging Face cache"
    case .notAModel(let folder, _): "`\(folder)` is no model: it has no `config.json`"
    case .notFound(let name, _, _, true): "there is no folder `\(name)`"
    case .notFound(let name, _, _, false): "there is no model `\(name)`"
    case .severalRevisions(let model, _):
      "the Hugging Face cache has several revisions of `\(model)` and does not say which is `main`"
    }
  }

  public var notes: [String] {
    switch self {
    case .notFound(_, let searched, _, false):
      ["looked for in the working folder"]
        + searched.map { shelf in
          "\(shelf.name): \(shelf.path)" + (FileSystem.isFolder(shelf.path) ? "" : " (there is no such folder)")
        }
    case .notAModel(_, let found):
      [
        found.isEmpty
          ? "it is empty"
          : "it holds \(found.prefix(8).joined(separator: ", "))"
            + (found.count > 8 ? " and \(found.count - 8) more" : "")
      ]
    case .noSuchRevision(_, _, let known), .severalRevisions(_, let known):
      ["there \(known.count == 1 ? "is" : "are") \(known.joined(separator: ", "))"]
    default: []
    }
  }

  public var help: [String] {
    switch self {
    case .notFound(let name, _, let known, let isPath):
      Suggestion.help(for: name, among: known + (isPath ? [] : ShortNames.all))
        + (known.isEmpty ? [] : ["models here: \(known.prefix(12).joined(separator: ", "))"])
        + (isPath ? [] : ["`weir pull \(name)` fetches it from the Hugging Face hub"])
    case .noSuchRevision(_, let model, let known), .severalRevisions(let model, let known):
      known.first.map { ["write `\(model)@\($0)`"] } ?? []
    case .fileInsteadOfFolder(let path): ["give the folder: `\(FileSystem.parent(path))`"]
    default: []
    }
  }
}
