import WeirLanguage
import WeirModel
import WeirNatives

/// What completion knows of the machine alone: files and models, while the session belongs to work that still ends.
struct FactsWithoutSession: CompletionFacts {
  let world: World

  var modelNames: [Candidate] {
    world.modelLibrary.models().map { Candidate($0.name, .model, $0.origin) }
  }

  func files(in folder: String) -> [String] {
    var path = folder
    if folder == "~" || folder.hasPrefix("~/"), let home = world.environment("HOME") {
      path = home + folder.dropFirst()
    } else if !folder.hasPrefix("/") {
      path = world.workingFolder + "/" + folder
    }
    return FolderListing.names(in: path) ?? []
  }

  var boundNames: [Candidate] { [] }
  var libraryNames: [Candidate] { [] }
  func members(of path: [String]) -> [Candidate] { [] }
  func members(ofResultOf function: String) -> [Candidate] { [] }
  func members(ofItemsOf path: [String]) -> [Candidate] { [] }
  func functions(giving type: String) -> [Candidate] { [] }
  func isRun(_ path: [String]) -> Bool { false }
  func axes(of path: [String]) -> [String] { [] }
  func keys(of path: [String]) -> [String] { [] }
  func signature(of function: String) -> Signature? { nil }
  func documentation(of function: String) -> DocComment? { nil }
  var configuration: ModelConfiguration? { nil }
  var tokens: [String] { [] }
  func vocabulary(_ prefix: String, limit: Int) -> [String] { [] }
}
