import WeirTensor

/// The token sequences of one run, packed row under row: prompt 0's positions, then prompt 1's, without padding.
public struct PromptBatch: Sendable, Hashable {
  /// The token ids of each prompt: the decoder's where there are two stacks, the places of the patches of an image.
  public let tokens: [[Int]]
  /// The segment of each token; empty when all are in the first.
  public let segments: [[Int]]
  /// What the encoder of a model with two stacks reads; empty for other models.
  public let sources: [[Int]]
  /// The pixels `[channel, row, column]` of each prompt of an image model; empty for other models.
  public let images: [[Float]]
  /// Whether the run was given a list, so that what is read from it has an axis `batch`.
  public let isBatch: Bool

  /// The length of the longest prompt; kept, since it is asked for with every row.
  public let longest: Int

  public init(
    _ tokens: [[Int]], isBatch: Bool, segments: [[Int]] = [], sources: [[Int]] = [], images: [[Float]] = []
  ) {
    self.tokens = tokens
    self.isBatch = isBatch
    self.segments = segments
    self.sources = sources
    self.images = images
    longest = tokens.reduce(0) { max($0, $1.count) }
  }

  public var count: Int { tokens.count }
  /// The number of tokens of each prompt.
  public var lengths: [Int] { tokens.map(\.count) }
  /// Whether all prompts are of one length.
  var isEven: Bool { tokens.allSatisfy { $0.count == longest } }
  /// The number of tokens of all prompts.
  public var rowCount: Int { tokens.reduce(0) { $0 + $1.count } }

  /// What the encoder reads, as prompts of its own.
  public var sourceBatch: PromptBatch { PromptBatch(sources, isBatch: isBatch) }

  /// The same beginnings with other tokens behind them.
  func continued(by tokens: [[Int]]) -> PromptBatch {
    PromptBatch(tokens, isBatch: isBatch, segments: segments, sources: sources, images: images)
  }

  /// Images, whose positions are a class position and the patches behind it, row by row.
  public init(images: [[Float]], isBatch: Bool, _ configuration: ModelConfiguration) {
    let places = Array(0..<configuration.contextLength)
    self.init(images.map { _ in places }, isBatch: isBatch, images: images)
  }

  /// Checks the prompts against a model.
  func check(_ configuration: ModelConfiguration) throws(ModelProblem) {
    guard !tokens.isEmpty else { throw .noPrompts }
    try checkKind(configuration)
    for (index, prompt) in tokens.enumerated() {
      let name = isBatch ? index : nil
      guard !prompt.isEmpty else { throw .emptyPrompt(index: name) }
      guard prompt.count <= configuration.promptLimit else {
        throw .promptTooLong(tokens: prompt.count, limit: configuration.promptLimit, index: name)
      }
      // The places of patches are no tokens.
      guard configuration.embedding.patches == nil else { continue }
      for (position, token) in prompt.enumerated() where !(0..<configuration.vocabularySize).contains(token) {
        throw .tokenOutside(token, vocabulary: configuration.vocabularySize, position: position)
      }
    }
    if let encoder = configuration.encoder { try sourceBatch.check(encoder) }
  }

  /// Checks that each kind of model gets what it reads.
  private func checkKind(_ configuration: ModelConfiguration) throws(ModelProblem) {
    guard sources.isEmpty == (configuration.encoder == nil), sources.isEmpty || sources.count == tokens.count else {
      throw configuration.encoder == nil
        ? .takesNoSource(model: configuration.name) : .needsSource(model: configuration.name)
    }
    if let patches = configuration.embedding.patches {
      guard images.count == tokens.count else { throw .needsImage(model: configuration.name) }
      let size = patches.channels * patches.imageSize * patches.imageSize
      for image in images where image.count != size {
        throw .imageDisagrees(
          given: image.count, expected: [patches.channels, patches.imageSize, patches.imageSize])
      }
    } else if !images.isEmpty {
      throw .takesNoImage(model: configuration.name)
    }
    for (prompt, segments) in zip(tokens, segments) {
      for (position, segment) in segments.enumerated()
      where !(0..<max(1, configuration.embedding.segmentCount)).contains(segment) || position >= prompt.count {
        throw .segmentOutside(segment, count: configuration.embedding.segmentCount, model: configuration.name)
      }
    }
  }
}

/// The axes of a site's numbers for one run, and where each prompt's numbers lie in them.
struct SiteLayout {
  let name: SiteName
  let batch: PromptBatch
  /// The prompts whose positions are keys, which for cross attention are the encoder's.
  let keys: PromptBatch
  /// The heads, groups or neurons that it holds.
  let parts: Range<Int>
  /// Numbers a head, or a row where there are no heads.
  let width: Int
  /// Whether the site has one matrix of queries and keys a head instead of rows.
  let isMatrix: Bool

  init(_ name: SiteName, _ batch: PromptBatch, _ configuration: ModelConfiguration, parts: Range<Int>? = nil) {
    self.name = name
    self.batch = name.readsSource ? batch.sourceBatch : batch
    keys = name.isCrossMatrix ? batch.sourceBatch : batch
    let all = name.partCount(configuration)
    self.parts = parts ?? 0..<all
    width = name.width(configuration)
    isMatrix = name == .scores || name == .pattern || name.isCrossMatrix
  }

  /// Whether its rows are shares of a whole, so that a key that is not read has 0 and not minus infinity.
  var holdsShares: Bool { name == .pattern || name == .crossPattern }
  private var longest: Int { batch.longest }
  /// Numbers a prompt takes.
  var promptSize: Int { isMatrix ? parts.count * longest * keys.longest : longest * rowWidth }
  /// Numbers a position takes.
  var rowWidth: Int { parts.count * width }
  var count: Int { batch.count * promptSize }
  /// Bytes of all of it.
  var byteCount: Int { count * MemoryLayout<Float>.stride }

  /// Where a prompt's numbers begin.
  func offset(prompt: Int) -> Int { prompt * promptSize }
  /// Where a row of a matrix begins, with `part` counted from the first that is held.
  func offset(prompt: Int, part: Int, query: Int) -> Int {
    prompt * promptSize + (part * longest + query) * keys.longest
  }

  /// The axes in their order, with token labels.
  func axes(
    _ model: Model, labels: [[String]], keyLabels: [[String]]? = nil, partAxis: Bool = true
  ) -> [Axis] {
    let configuration = model.configuration
    let shared = batch.count == 1 ? labels.first : nil
    let sharedKeys = batch.count == 1 ? (keyLabels ?? labels).first : nil
    var axes = batch.isBatch ? [Axis(RowExtent.batchAxis, batch.count)] : []
    for axis in name.description.axes {
      switch axis {
      case .pos: axes.append(Axis("pos", longest, labels: shared))
      case .query: axes.append(Axis("query", longest, labels: shared))
      case .key: axes.append(Axis("key", keys.longest, labels: sharedKeys))
      case .head where !partAxis, .keyHead where !partAxis, .dMLP where !partAxis: break
      case .head: axes.append(partsAxis("head"))
      case .keyHead:
        axes.append(partsAxis(configuration.keyValueHeadCount == configuration.headCount ? "head" : "group"))
      case .dHead: axes.append(Axis("d_head", configuration.dHead))
      case .dModel: axes.append(Axis("d_model", configuration.dModel))
      case .dMLP: axes.append(partsAxis("d_mlp", of: configuration.dMLP))
      case .vocab: axes.append(model.vocabularyAxis)
      case .expert: axes.append(partsAxis("expert"))
      }
    }
    return axes
  }

  /// The axes in their order, without the texts of tokens.
  func plainAxes(_ model: Model, partAxis: Bool) -> [Axis] {
    axes(
      model, labels: batch.tokens.map { $0.map { _ in "" } }, keyLabels: keys.tokens.map { $0.map { _ in "" } },
      partAxis: partAxis)
  }

  /// The names of the axis that an intervention's positions are on.
  static let positionAxes: Set<String> = ["pos", "query"]

  /// An axis of heads or neurons; labelled by their numbers when only some are held.
  private func partsAxis(_ name: String, of count: Int? = nil) -> Axis {
    let isPartial = parts.lowerBound != 0 || (count.map { parts.count != $0 } ?? false)
    return Axis(name, parts.count, labels: isPartial ? parts.map { "\($0)" } : nil)
  }

  /// How long each prompt is along the token axes; empty without a batch.
  func extents(labels: [[String]], keyLabels: [[String]]? = nil) -> [RowExtent] {
    guard batch.isBatch else { return [] }
    guard isMatrix else { return [RowExtent(axis: "pos", lengths: batch.lengths, labels: labels)] }
    return [
      RowExtent(axis: "query", lengths: batch.lengths, labels: labels),
      RowExtent(axis: "key", lengths: keys.lengths, labels: keyLabels ?? labels),
    ]
  }
}

extension SiteName {
  /// The number of heads, groups or neurons; 1 where the site is not divided.
  func partCount(_ configuration: ModelConfiguration) -> Int {
    switch description.partAxis {
    case .head: configuration.headCount
    case .keyHead: configuration.keyValueHeadCount
    case .dMLP: configuration.dMLP
    case .expert: configuration.expertCount
    default: 1
    }
  }

  /// Numbers a row holds for each part.
  func width(_ configuration: ModelConfiguration) -> Int {
    switch description.axes.last {
    case .dHead: configuration.dHead
    case .dModel: configuration.dModel
    case .vocab: configuration.vocabularySize
    default: 1
    }
  }
}
