// What the prompt knows about models without loading one.

import WeirLanguage
import WeirModel
import WeirNatives
import WeirText

extension Session {
  /// The models that can be named.
  var models: ModelLibrary { world.modelLibrary }

  /// The shape of the model that is meant: the current one's, or the default one's, of which only `config.json` is read.
  var configuration: ModelConfiguration? {
    domain.shelf.currentIfLoaded?.configuration ?? configuration(of: domain.shelf.defaultName)
  }

  /// The name of the one model that a program means, when there is one.
  private func modelName(of program: Program) -> String? {
    switch Checker.models(in: program) {
    case .current: domain.shelf.currentIfLoaded?.configuration.name ?? domain.shelf.defaultName
    case .one(let name): name
    case .several, .unknown: nil
    }
  }

  /// Says that a program could not be held against its model, which is not on this machine.
  func noteOnAbsentModel(_ program: Program) -> Diagnostic? {
    guard case .one(let name) = Checker.models(in: program), (try? models.find(name)) == nil else { return nil }
    var note = Diagnostic(ShellProblem.modelNotChecked(name))
    note.severity = .note
    return note
  }

  /// A model's tokenizer, without its weights.
  private func tokenizer(of name: String) -> Tokenizer? {
    if let current = domain.shelf.currentIfLoaded, current.configuration.name == name {
      return try? current.folder?.tokenizer()
    }
    return (try? models.find(name)).flatMap { try? Tokenizer(folder: $0.folder) }
  }

  private func configuration(of name: String) -> ModelConfiguration? {
    guard let entry = try? models.find(name) else { return nil }
    return try? ModelConfiguration(path: entry.folder + "/config.json", name: entry.name)
  }

  /// What literals in a program are held against, when only one model can be meant.
  func siteCheck(for program: Program) -> (any SiteCheck)? {
    guard program.mentionsComponents else { return nil }
    let meant: ModelConfiguration? =
      switch Checker.models(in: program) {
      case .current: configuration
      case .one(let name): configuration(of: name)
      case .several, .unknown: nil
      }
    let name = modelName(of: program)
    return meant.map { ModelSiteCheck(configuration: $0, tokenizer: { name.flatMap(self.tokenizer(of:)) }) }
  }

  /// The tokens of the run made last, as texts.
  var lastTokens: [String] {
    let names = ["_"] + interpreter.names.reversed()
    let run = names.lazy.compactMap { self.interpreter.value(of: $0)?.asObject(RunObject.self)?.run }.first
    guard let run, let prompt = run.prompts.tokens.first else { return [] }
    return prompt.map(run.model.tokenText)
  }

  /// The current model's tokenizer, or the default one's, whose weights stay where they are.
  private func tokenizer() throws -> Tokenizer? {
    if let model = domain.shelf.currentIfLoaded { return try model.tokenizer() }
    if let defaultTokenizer { return defaultTokenizer }
    defaultTokenizer = try ModelFolder(models.find(domain.shelf.defaultName)).tokenizer()
    return defaultTokenizer
  }

  /// Items of the current model's vocabulary that begin with a text.
  func vocabulary(_ prefix: String, limit: Int) -> [String] {
    guard let tokenizer = try? tokenizer() else { return [] }
    let name = domain.shelf.currentIfLoaded?.configuration.name ?? domain.shelf.defaultName
    if vocabularyTexts?.model != name {
      vocabularyTexts = (name, (0..<tokenizer.vocabularySize).compactMap { tokenizer.text(of: $0) })
    }
    let wanted = Array(prefix.utf8)
    let items = (vocabularyTexts?.texts ?? []).lazy.filter { $0.utf8.starts(with: wanted) }
    return Array(items.prefix(limit)).sorted()
  }
}

extension Program {
  /// Whether anything in it depends on a model's shape; most entries do not, and the shape is not read for them.
  fileprivate var mentionsComponents: Bool {
    Lexer.tokens(of: source).tokens.contains { $0.kind == .component || $0.kind == .stringText }
  }
}
