import Synchronization
import WeirText

/// A model as it lies on disk: what it is made of, its mapped weights, and, when asked for, its tokenizer and digest.
public final class ModelFolder: Sendable {
  public let entry: ModelLibrary.Entry
  public let configuration: ModelConfiguration
  public let checkpoint: Checkpoint

  private let tokenizerOnce = Once<Tokenizer>()
  private let tokenizerFound = Mutex<Tokenizer??>(nil)
  private let digestOnce = Once<String>()

  /// Opens a model: reads its configuration and the headers of its weights, copies nothing.
  /// - Throws: `ConfigurationProblem`, `CheckpointProblem`.
  public init(_ entry: ModelLibrary.Entry) throws {
    self.entry = entry
    self.configuration = try ModelConfiguration(path: "\(entry.folder)/config.json", name: entry.name)
    self.checkpoint = try Checkpoint(folder: entry.folder)
  }

  /// Opens the model of a folder by its path.
  public convenience init(path: String) throws {
    try self.init(
      ModelLibrary.Entry(name: FileSystem.lastName(path), folder: path, origin: "path", revision: nil))
  }

  /// The model's name.
  public var name: String { entry.name }

  /// The tokenizer, read on first use.
  /// - Throws: `TokenizerProblem`.
  public func tokenizer() throws -> Tokenizer { try tokenizerOnce.value { try Tokenizer(folder: entry.folder) } }

  /// The tokenizer, or nil where there is none that can be read.
  ///
  /// The labels of a vocabulary ask tens of thousands of times, which an error each would make slow.
  public var tokenizerIfAny: Tokenizer? {
    tokenizerFound.withLock { found in
      let answer = found ?? (try? tokenizer())
      found = .some(answer)
      return answer
    }
  }

  /// The SHA-256 of what decides the model's numbers: its configuration, weights and tokenizer; the same wherever they lie.
  ///
  /// It is the digest of lines `<digest>  <file name>`, sorted by name, computed on first use.
  public func digest() throws -> String {
    try digestOnce.value {
      var lines: [String] = []
      for name in FileSystem.list(entry.folder) where Self.decidesNumbers(name) {
        let file = try MappedFile(path: "\(entry.folder)/\(name)")
        var digest = Sha256()
        digest.update(file.bytes)
        lines.append("\(digest.finish())  \(name)\n")
      }
      return Sha256.digest(Array(lines.joined().utf8))
    }
  }

  /// Files that the model is read from; a card, a licence or a recipe beside them changes nothing.
  private static func decidesNumbers(_ name: String) -> Bool {
    let names = [
      "config.json", "tokenizer.json", "vocab.json", "merges.txt", "vocab.txt", "tokenizer.model", "spiece.model",
      "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "model.safetensors",
      "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
    ]
    return names.contains(name) || (name.hasPrefix("model-") && name.hasSuffix(".safetensors"))
      || (name.hasPrefix("pytorch_model-") && name.hasSuffix(".bin"))
  }
}

/// A value that is made when it is first asked for, once, by whichever thread comes first.
///
/// That it could not be made is remembered too: the labels of a vocabulary ask for a tokenizer token by token.
private final class Once<Value: Sendable>: Sendable {
  private let stored = Mutex<Result<Value, any Error>?>(nil)

  func value(_ make: () throws -> Value) throws -> Value {
    try stored.withLock { stored in
      let outcome = stored ?? Result { try make() }
      stored = outcome
      return outcome
    }.get()
  }
}
