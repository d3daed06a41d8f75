import WeirTensor

/// How one family's tensor names become roles; its line in `all` is all that loading needs.
struct Family: Sendable {
  let name: String
  let bind: @Sendable (ModelConfiguration, inout WeightReader) throws -> Weights

  init(_ name: String, bind: @escaping @Sendable (ModelConfiguration, inout WeightReader) throws -> Weights) {
    self.name = name
    self.bind = bind
  }

  /// A stack of blocks that differs from others in names only.
  ///
  /// `inMemory` are the names that transformers 5 gives the same tensors once they are loaded. A state dictionary that was
  /// saved by hand has them; it is known by the tensor `witness`.
  init(_ name: String, _ names: TensorNames, inMemory: TensorNames? = nil, witness: String = "") {
    self.init(name) { configuration, reader in
      let isInMemory = inMemory != nil && reader.has(witness)
      return try TensorBinding(configuration, isInMemory ? inMemory ?? names : names).bind(&reader)
    }
  }

  /// Every family that has a forward pass.
  static let all: [Family] = [
    bert, bloom, distilbert, gemma, gemma2, gemma3, gpt2, gptJ, gptNeo, gptNeoX, llama, mistral, mixtral, olmo2, opt,
    phi, phi3, qwen2, qwen3, roberta, t5, transformerLens, vit,
  ]

  static func named(_ name: String) throws(ModelProblem) -> Family {
    guard let family = all.first(where: { $0.name == name }) else { throw .familyHasNoPass(name) }
    return family
  }
}

extension Weights {
  /// Binds the tensors of a checkpoint.
  /// - Throws: `CheckpointProblem` for missing tensors and wrong shapes, `ModelProblem` for unknown families, tensors, and
  ///   numbers beyond the precision; `Interrupted`.
  public init(
    _ configuration: ModelConfiguration, _ checkpoint: Checkpoint, precision: Precision = .float32
  ) throws {
    var reader = WeightReader(checkpoint, precision)
    self = try Family.named(configuration.family).bind(configuration, &reader)
    self.precision = precision
    isRounded = reader.hasRounded
  }
}
