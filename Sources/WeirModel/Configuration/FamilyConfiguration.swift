import WeirText

/// How one family's `config.json` becomes a `ModelConfiguration`.
///
/// Keys, older spellings and defaults are those of the family's configuration class in transformers 5.
struct FamilyConfiguration: Sendable {
  typealias Read = @Sendable (inout ConfigurationReader) throws(ConfigurationProblem) -> ModelConfiguration

  /// The values of `model_type` that name it.
  let modelTypes: [String]
  /// The sizes that a file may leave out, by the key that comes first where they are asked for.
  let sizes: [String: Int]
  let read: Read

  init(_ modelTypes: String..., sizes: [String: Int] = [:], read: @escaping Read) {
    self.modelTypes = modelTypes
    self.sizes = sizes
    self.read = read
  }

  /// Every family that Weir knows.
  static let all: [FamilyConfiguration] = [
    bert, bloom, distilbert, gemma, gemma2, gemma3, gpt2, gptJ, gptNeo, gptNeoX, llama, mistral, mixtral, olmo2, opt,
    phi,
    phi3, qwen2, qwen3, roberta, t5, transformerLens, vit,
  ]

  static var modelTypes: [String] { all.flatMap(\.modelTypes).sorted() }
}

extension ModelConfiguration {
  /// Reads `config.json`; `name` is what people call the model.
  public init(path: String, name: String) throws(ConfigurationProblem) {
    let bytes: [UInt8]
    switch FileSystem.read(path, limit: 1 << 24) {
    case .success(let contents): bytes = contents
    case .failure(let failure): throw .cannotRead(path: path, reason: failure.reason)
    }
    try self.init(bytes: bytes, path: path, name: name)
  }

  /// Reads the text of a `config.json`; `path` is what errors call it.
  public init(bytes: [UInt8], path: String, name: String) throws(ConfigurationProblem) {
    let json: JSON
    do {
      json = try JSON(bytes: bytes, nonFinite: true)
    } catch {
      throw .notJSON(path: path, error)
    }
    var reader = try ConfigurationReader(json, path: path)
    // TransformerLens's dictionary names no family, and nothing else names its sizes so.
    let isLens = json["model_type"] == nil && json["d_model"] != nil && json["n_layers"] != nil
    let modelType = isLens ? "transformer_lens" : try reader.string("model_type")
    guard let family = FamilyConfiguration.all.first(where: { $0.modelTypes.contains(modelType) }) else {
      throw .unknownFamily(modelType, path: path)
    }
    reader.usualSizes = family.sizes
    self = try family.read(&reader)
    self.name = name
    try reader.refuseQuantisation()
    try reader.finish()
  }
}
