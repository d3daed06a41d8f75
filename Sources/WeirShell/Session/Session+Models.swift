// What the prompt knows about models without loading one.

import WeirModel

extension Session {
  /// The models that can be named.
  var models: ModelLibrary {
    ModelLibrary.standard(workingFolder: world.workingFolder, environment: world.environment)
  }

  /// The shape of the model that is meant: the current one, or the bundled one's, of which only `config.json` is read.
  var configuration: ModelConfiguration? {
    guard let entry = try? models.bundled() else { return nil }
    return try? ModelConfiguration(path: entry.folder + "/config.json", name: entry.name)
  }

  /// The tokens of the run made last, as texts.
  var lastTokens: [String] { [] }

  /// Items of the current model's vocabulary that begin with a text.
  func vocabulary(_ prefix: String, limit: Int) -> [String] { [] }
}
