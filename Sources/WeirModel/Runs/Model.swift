import WeirTensor

/// A transformer that is ready to run: its shape as data, its weights by role, and how its tokens read.
public final class Model: @unchecked Sendable {
  public let configuration: ModelConfiguration
  let weights: Weights
  /// The text of a token, for labels.
  public let tokenText: @Sendable (Int) -> String
  /// What was done to the weights on request, in order (`fold_ln`); empty for the file's own numbers.
  public let processing: [String]
  /// What its matrices are kept in; all arithmetic is float32.
  public var precision: Precision { weights.precision }
  /// Whether keeping them so lost digits that the file holds.
  public var isRounded: Bool { weights.isRounded }
  let workspaces = WorkspaceStore()
  let vocabularyLabels = VocabularyLabels()
  /// What a pass reads after each matrix.
  let readingOrder: ReadingOrder
  /// The angles of rotary positions.
  let rotations: Rotations?
  /// What distances add to scores.
  let distanceBias: DistanceBias?
  /// The first stack of a model that has two, as a model of its own.
  public let encoder: Model?

  public init(
    _ configuration: ModelConfiguration, weights: Weights, processing: [String] = [],
    tokenText: @escaping @Sendable (Int) -> String = { "\($0)" }
  ) throws {
    self.configuration = configuration
    self.weights = weights
    readingOrder = ReadingOrder(weights)
    self.processing = processing
    self.tokenText = tokenText
    rotations = if case .rotary(let rotary) = configuration.positions { Rotations(rotary) } else { nil }
    distanceBias = DistanceBias(configuration, weights)
    encoder = try weights.encoder.flatMap { inner in
      try configuration.encoder.map {
        try Model($0, weights: inner.weights, processing: processing, tokenText: tokenText)
      }
    }
    try configuration.checkSupport()
  }

  /// Binds the tensors of a checkpoint.
  public convenience init(
    _ configuration: ModelConfiguration, _ checkpoint: Checkpoint, precision: Precision = .float32,
    tokenText: @escaping @Sendable (Int) -> String = { "\($0)" }
  ) throws {
    try self.init(
      configuration, weights: Weights(configuration, checkpoint, precision: precision), tokenText: tokenText)
  }

  /// Starts the threads and the product library's slow first call; returns at once.
  public static func warmUp() { WorkerPool.shared.warmUp() }

  /// Runs one prompt.
  /// - Throws: `ModelProblem` for prompts and interventions that the model cannot take, `Interrupted`.
  public func run(_ tokens: [Int], with interventions: [Intervention] = [], stopAt: Site? = nil) throws -> Run {
    try Run(self, PromptBatch([tokens], isBatch: false), interventions, stopAt: stopAt)
  }

  /// Runs prompts with all that belongs to them: segments, what an encoder reads, images.
  /// - Parameter isDeferred: whether its layers are computed when something is read and not now.
  public func run(
    _ prompts: PromptBatch, with interventions: [Intervention] = [], stopAt: Site? = nil, isDeferred: Bool = false
  ) throws -> Run {
    try Run(self, prompts, interventions, stopAt: stopAt, isDeferred: isDeferred)
  }

  /// Runs a list of prompts; what is read from the run has an axis `batch` in front.
  public func run(batch: [[Int]], with interventions: [Intervention] = [], stopAt: Site? = nil) throws -> Run {
    try Run(self, PromptBatch(batch, isBatch: true), interventions, stopAt: stopAt)
  }

  /// The token texts of each prompt.
  func labels(_ batch: PromptBatch) -> [[String]] { batch.tokens.map { $0.map(label) } }

  /// How a position reads: its token's text, or the place of its patch.
  public func label(_ token: Int) -> String {
    guard let patches = configuration.embedding.patches else { return tokenText(token) }
    let side = patches.imageSize / patches.patchSize
    return token == 0 ? "class" : "\((token - 1) / side),\((token - 1) % side)"
  }

  /// The tokens of the vocabulary as an axis, labelled with their texts.
  public var vocabularyAxis: Axis { vocabularyLabels.axis(configuration.vocabularySize, tokenText) }

  /// The sites that the model has, in the order of the pass.
  public var sites: [SiteDescription] { SiteDescription.all.filter { $0.exists(configuration) } }
}

extension ModelConfiguration {
  /// Refuses what the forward pass does not compute.
  func checkSupport() throws(ModelProblem) {
    func refuse(_ what: String) throws(ModelProblem) { throw .notSupported(what, model: name, family: family) }
    if positions == .shortformer, encoder != nil { try refuse("its kind of positions in two stacks") }
  }
}
