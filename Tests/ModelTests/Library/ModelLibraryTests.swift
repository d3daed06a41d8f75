import Foundation
import Testing

@testable import WeirModel

/// Where models are found, in which order, and what is said when there is none.
struct ModelLibraryTests {
  private func makeModel(_ folder: String) throws {
    try Fixtures.makeFolder(folder)
    try Fixtures.write("{}", to: "\(folder)/config.json")
  }

  private func library(_ variables: [String: String], in folder: String) -> ModelLibrary {
    .standard(workingFolder: folder, environment: { variables[$0] }, executable: "\(folder)/bin/weir")
  }

  @Test func everyShelfIsSearchedInOrder() throws {
    try Fixtures.withFolder { folder in
      let variables = [
        "HOME": "\(folder)/home", "WEIR_MODELS": "\(folder)/one:\(folder)/two", "WEIR_STDLIB": "\(folder)/stdlib",
      ]
      let commit = String(repeating: "a", count: 40)
      // From the last place to the first; after each step the newest is found.
      let steps: [(String, String)] = [
        ("stdlib/models/tiny", "the bundled models"), ("share/weir/models/tiny", "the bundled models"),
        ("home/.local/share/weir/models/tiny", "Weir's data folder"),
        ("home/.cache/huggingface/hub/models--tiny/snapshots/\(commit)", "the Hugging Face cache"),
        ("two/tiny", "WEIR_MODELS"), ("one/tiny", "WEIR_MODELS"), ("tiny", "path"),
      ]
      for (place, origin) in steps {
        try makeModel("\(folder)/\(place)")
        let entry = try library(variables, in: folder).find("tiny")
        #expect(entry.folder == "\(folder)/\(place)")
        #expect(entry.origin == origin)
      }
    }
  }

  @Test func theOlderCacheIsReadBehindTheNewOne() throws {
    try Fixtures.withFolder { folder in
      let commit = String(repeating: "c", count: 40)
      let variables = ["HF_HUB_CACHE": "\(folder)/new", "TRANSFORMERS_CACHE": "\(folder)/old"]
      for (cache, origin) in [("old", "TRANSFORMERS_CACHE"), ("new", "the Hugging Face cache")] {
        try makeModel("\(folder)/\(cache)/models--tiny/snapshots/\(commit)")
        #expect(try library(variables, in: folder).find("tiny").origin == origin)
      }
      let same = ["HF_HUB_CACHE": "\(folder)/old", "TRANSFORMERS_CACHE": "\(folder)/old"]
      #expect(try library(same, in: folder).find("tiny").origin == "the Hugging Face cache")
    }
  }

  @Test func theHubCacheIsReadAsItLies() throws {
    try Fixtures.withFolder { folder in
      let (old, new) = (String(repeating: "a", count: 40), String(repeating: "b", count: 40))
      let hub = "\(folder)/cache/models--EleutherAI--pythia-70m"
      for commit in [old, new] { try makeModel("\(hub)/snapshots/\(commit)") }
      try Fixtures.makeFolder("\(hub)/refs")
      let library = library(["HF_HUB_CACHE": "\(folder)/cache"], in: folder)
      #expect(throws: LibraryProblem.severalRevisions("EleutherAI/pythia-70m", [old, new])) {
        try library.find("EleutherAI/pythia-70m")
      }
      try Fixtures.write(new + "\n", to: "\(hub)/refs/main")
      try Fixtures.write(old, to: "\(hub)/refs/step1000")
      for (name, commit) in [
        ("EleutherAI/pythia-70m", new), ("pythia-70m", new), ("pythia-70m@step1000", old),
        ("pythia-70m@\(old)", old), ("pythia-70m@aaaaaaa", old),
      ] {
        let entry = try library.find(name)
        #expect(entry.revision == commit)
        #expect(entry.name == "EleutherAI/pythia-70m")
      }
      let problem = try #require(throws: LibraryProblem.self) { try library.find("pythia-70m@step7") }
      #expect(problem.notes == ["there are main, step1000, \(old), \(new)"])
      #expect(library.models().map(\.name) == ["EleutherAI/pythia-70m"])
    }
  }

  @Test(arguments: [
    (["HF_HUB_CACHE": "/c"], "/c"), (["HF_HOME": "/h"], "/h/hub"), (["XDG_CACHE_HOME": "/x"], "/x/huggingface/hub"),
    (["HOME": "/u"], "/u/.cache/huggingface/hub"), (["HOME": "/u", "HF_HOME": "~/hf"], "/u/hf/hub"),
    (["HOME": "/u", "HF_HUB_CACHE": "", "HF_HOME": "/h"], "/h/hub"),
  ])
  func theCacheFolderFollowsTheHubsOwnRules(variables: [String: String], folder: String) {
    let library = ModelLibrary.standard(workingFolder: "/w", environment: { variables[$0] }, executable: nil)
    #expect(library.shelves.first { $0.kind == .hub }?.path == folder)
  }

  @Test func oldAndNewRepositoryNamesMeetInTheCache() throws {
    for stored in ["models--gpt2", "models--openai-community--gpt2"] {
      try Fixtures.withFolder { folder in
        try makeModel("\(folder)/\(stored)/snapshots/abc")
        let library = library(["HF_HUB_CACHE": folder], in: folder)
        for name in ["gpt2", "gpt2-small", "openai-community/gpt2"] {
          #expect(try library.find(name).folder == "\(folder)/\(stored)/snapshots/abc")
        }
      }
    }
  }

  @Test func namesNeverLeadOutOfAShelf() throws {
    try Fixtures.withFolder { folder in
      try makeModel("\(folder)/secret/model")
      try Fixtures.makeFolder("\(folder)/models")
      let library = library(["WEIR_MODELS": "\(folder)/models"], in: "\(folder)/models")
      for name in ["x/../secret/model", "../secret", "..", "a/b/c", "x//y", "@main", "models--x"] {
        #expect(throws: LibraryProblem.self) { try library.find(name) }
      }
      #expect(throws: LibraryProblem.emptyName) { try library.find("") }
    }
  }

  @Test func whatIsMissingIsSaidWithTheNearestName() throws {
    try Fixtures.withFolder { folder in
      try makeModel("\(folder)/models/my-model")
      try Fixtures.makeFolder("\(folder)/empty")
      try Fixtures.write("x", to: "\(folder)/file")
      let library = library(["WEIR_MODELS": "\(folder)/models", "HOME": folder], in: folder)
      let missing = try #require(throws: LibraryProblem.self) { try library.find("my-modle") }
      #expect(missing.message == "there is no model `my-modle`")
      #expect(missing.help.first == "did you mean `my-model`?")
      #expect(missing.notes.contains("WEIR_MODELS: \(folder)/models"))
      #expect(try #require(throws: LibraryProblem.self) { try library.find("./empty") }.code == "E5061")
      #expect(try #require(throws: LibraryProblem.self) { try library.find("file") }.code == "E5062")
      #expect(try #require(throws: LibraryProblem.self) { try library.find("./nowhere") }.message.contains("no folder"))
    }
  }

  @Test func cyclesOfLinksAreNoModels() throws {
    try Fixtures.withFolder { folder in
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/a", withDestinationPath: "b")
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/b", withDestinationPath: "a")
      let library = library(["WEIR_MODELS": folder], in: folder)
      #expect(throws: LibraryProblem.self) { try library.find("a") }
      #expect(library.models().isEmpty)
    }
  }

  @Test func theBundledModelIsFoundInTheSourceTree() throws {
    let library = ModelLibrary.standard(environment: { _ in nil })
    let entry = try library.bundled()
    #expect(entry.folder == Fixtures.brook)
    #expect(entry.origin == "the bundled models")
  }

  @Test func shortNamesMeanRepositories() {
    #expect(ShortNames.repository(for: "gpt2-small") == "openai-community/gpt2")
    #expect(ShortNames.repository(for: "pythia-70m-deduped") == "EleutherAI/pythia-70m-deduped")
    #expect(ShortNames.repository(for: "Qwen2-0.5B") == "Qwen/Qwen2-0.5B")
    #expect(ShortNames.repository(for: "someone/something") == "someone/something")
  }
}
