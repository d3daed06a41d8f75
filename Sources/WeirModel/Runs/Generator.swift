import WeirTensor
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }

extension Model {
  /// Continues prompts token by token; the run that comes back holds prompts and continuations, with the interventions
  /// in force at both.
  ///
  /// Positions that interventions name are those of the prompt. Interventions without positions also reach the generated
  /// ones, for which a reference of means or resamples must be long enough; only what copies given numbers (`patch`,
  /// `freeze`, `set` to a tensor) ends with them, at the prompt. A prompt ends at a stop token, at the limit, or where
  /// the context is full.
  /// - Parameter each: told each token as it is drawn: the prompt's number and the token.
  public func generate(
    _ prompts: [[Int]], isBatch: Bool, _ options: Generation, with interventions: [Intervention] = [],
    each: (Int, Int) throws -> Void = { _, _ in }
  ) throws -> Run {
    try generate(PromptBatch(prompts, isBatch: isBatch), options, with: interventions, each: each)
  }

  /// Continues prompts with all that belongs to them; of a model with two stacks, the decoder's part grows.
  public func generate(
    _ batch: PromptBatch, _ options: Generation, with interventions: [Intervention] = [],
    each: (Int, Int) throws -> Void = { _, _ in }
  ) throws -> Run {
    guard configuration.isCausal else { throw ModelProblem.generatesNothing(model: configuration.name) }
    try batch.check(configuration)
    guard weights.unembedding != nil else { throw ModelProblem.noLogits(model: configuration.name) }
    let lengths = reachedLengths(batch, options)
    let fixed = try interventions.map { try $0.fixed(in: batch, self, lengths: lengths) }
    var generator = try Generator(self, batch, options, fixed)
    try generator.run(each)
    let made = generator.tokens.map(\.count)
    let reached = fixed.map { $0.padded(toLengths: made) }
    return try Run(self, batch.continued(by: generator.tokens), reached, asked: interventions)
  }

  /// How long each prompt is when as many tokens as allowed have been added.
  fileprivate func reachedLengths(_ batch: PromptBatch, _ options: Generation) -> [Int] {
    batch.tokens.map { max($0.count, min(configuration.reach, $0.count + max(0, options.limit))) }
  }
}

/// The state of a generation: tokens so far, and keys and values of all positions before the next one.
private struct Generator {
  let model: Model
  let options: Generation
  let interventions: [Intervention]
  let batch: PromptBatch
  var tokens: [[Int]]
  private var randoms: [Philox]
  private var isOpen: [Bool]
  private let caches: [KeyValueCache]
  private let plan: EditPlan
  /// How many tokens of each prompt have passed the model.
  private var passed: [Int]

  init(_ model: Model, _ batch: PromptBatch, _ options: Generation, _ interventions: [Intervention]) throws {
    let c = model.configuration
    self.model = model
    self.options = options
    self.interventions = interventions
    self.batch = batch
    tokens = batch.tokens
    randoms = batch.tokens.indices.map { Philox(seed: options.seed, stream: "generate \($0)") }
    isOpen = batch.tokens.map { $0.count < c.reach }
    passed = batch.tokens.map { _ in 0 }
    // The plan is made for prompts of the final length, whose later tokens nobody knows yet.
    let lengths = model.reachedLengths(batch, options)
    let longest = zip(batch.tokens, lengths).map { $0 + Array(repeating: 0, count: $1 - $0.count) }
    plan = try EditPlan(
      interventions.map { $0.padded(toLengths: lengths) }, model, batch.continued(by: longest))
    caches = lengths.map { KeyValueCache(slots: c.layerCount, capacity: $0, width: c.keyValueHeadCount * c.dHead) }
  }

  mutating func run(_ each: (Int, Int) throws -> Void) throws {
    for _ in 0..<max(0, options.limit) where isOpen.contains(true) {
      for (prompt, token) in try step() {
        tokens[prompt].append(token)
        try each(prompt, token)
        if options.stops.contains(token) || tokens[prompt].count >= model.configuration.reach {
          isOpen[prompt] = false
        }
      }
    }
  }

  /// The next token of each open prompt.
  private mutating func step() throws -> [(prompt: Int, token: Int)] {
    try Interrupt.check()
    let open = isOpen.indices.filter { isOpen[$0] }
    let vocabulary = model.configuration.vocabularySize
    let memory = FloatBuffer(count: open.count * vocabulary)
    let logits = memory.rows(open.count, width: vocabulary)
    // Where edits depend on the whole text the cache is of no use; nor does it hold what an encoder said.
    if plan.needsWholeText || model.encoder != nil {
      try computeAnew(open, into: logits)
    } else {
      try compute(open, into: logits)
    }
    return open.enumerated().map { index, prompt in
      let row = UnsafeBufferPointer(start: UnsafePointer(logits.row(index)), count: vocabulary)
      return (prompt, options.draw(row, &randoms[prompt]))
    }
  }

  private func computeAnew(_ open: [Int], into logits: Rows) throws {
    let reached = interventions.map { $0.padded(toLengths: tokens.map(\.count)) }
    let run = try Run(model, batch.continued(by: tokens), reached)
    for (index, prompt) in open.enumerated() {
      try run.logits(prompt, [tokens[prompt].count - 1], into: logits.rows(index..<(index + 1)))
    }
  }

  /// Where the angles of rotary positions depend on a prompt's length, the keys in its cache may be turned by angles of
  /// another length than it has now; then all of it passes anew.
  private mutating func forgetTurnedKeys(_ open: [Int]) {
    guard let rotations = model.rotations else { return }
    for prompt in open where rotations.differ(from: passed[prompt], to: tokens[prompt].count) { passed[prompt] = 0 }
  }

  /// Takes the tokens that have not passed yet through the model, behind the cached ones.
  private mutating func compute(_ open: [Int], into logits: Rows) throws {
    forgetTurnedKeys(open)
    var row = 0
    let segments = open.map { prompt -> Segment in
      let count = tokens[prompt].count - passed[prompt]
      defer { row += count }
      return Segment(
        run: 0, prompt: prompt, rows: row..<(row + count), first: passed[prompt],
        earlier: .cache(caches[prompt], appends: true))
    }
    let last = segments.enumerated().map { index, segment in
      Segment(run: 0, prompt: segment.prompt, rows: index..<(index + 1), first: segment.end - 1)
    }
    let layers = model.configuration.layerCount
    try model.workspaces.withWorkspace(model.configuration, rows: row) { work in
      let taps = Taps(layers: layers)
      plan.add(to: taps, run: 0)
      var pass = ForwardPass(model, segments, work, taps)
      try pass.embed(batch.continued(by: tokens))
      for layer in 0..<layers { try pass.block(layer, keeping: layer == layers - 1 ? last : nil) }
      let h = work.normal.rows(open.count, width: model.configuration.dModel)
      try pass.finalNorm(pass.x, into: h)  // [prompt, d_model]
      try pass.unembed(h, into: logits)  // [prompt, vocab]
    }
    for prompt in open { passed[prompt] = tokens[prompt].count }
  }
}

extension Intervention {
  /// The same intervention with its positions counted in these prompts, so that it means the same in longer ones.
  /// - Parameter lengths: how long the prompts become; nil where they stay.
  func fixed(in batch: PromptBatch, _ model: Model, lengths: [Int]? = nil) throws -> Intervention {
    // What the encoder reads does not grow.
    guard decoderPart(of: model) != nil, site?.name.readsSource != true else { return self }
    if case .chain(let list) = action {
      return .chain(try list.map { try $0.fixed(in: batch, model, lengths: lengths) })
    }
    if case .knockout(let keys, let heads) = action {
      let fixedKeys = try keys.resolved(in: batch, model).map { Positions.perPrompt($0) } ?? .all
      let queries = try positions.resolved(in: batch, model).map { Positions.perPrompt($0) } ?? .all
      return .knockout(queries: queries, keys: fixedKeys, heads: heads)
    }
    let resolved = try places(in: batch, model)
    let fixedPositions = resolved.map { Positions.perPrompt($0) } ?? .all
    switch action {
    // The prompts that are taken from do not change while the text grows.
    case .resample(let run, let seed, nil):
      let chosen = try run.others(than: batch, resolved, lengths: lengths, seed: seed, site?.text ?? "", text)
      return Intervention(.resample(over: run, seed: seed, chosen: chosen), site, fixedPositions)
    case .set(let tensor) where tensor.axes.isEmpty: return Intervention(action, site, fixedPositions)
    case .set(let tensor): return try fixed(tensor, in: batch, model, at: resolved)
    case _ where resolved != nil: return Intervention(action, site, fixedPositions)
    // Its numbers end with the prompt.
    case .patch:
      return Intervention(action, site, .perPrompt(batch.tokens.map { Array($0.indices) }))
    default: return self
    }
  }

  /// `set` with a number for each position of the prompts, behind which it ends; one that is the same at all positions
  /// goes on.
  private func fixed(
    _ value: Tensor, in batch: PromptBatch, _ model: Model, at positions: [[Int]]?
  ) throws -> Intervention {
    let all = batch.tokens.map { Array($0.indices) }
    guard let site, try site.headOfSharedKey(in: model.configuration) == nil else {
      return Intervention(action, site, .perPrompt(positions ?? all))
    }
    let resolved = try site.resolved(in: model.configuration)
    let layout = SiteLayout(resolved.name, batch, model.configuration, parts: resolved.parts)
    let axes = layout.plainAxes(model, partAxis: resolved.keepsPartAxis)
    guard let full = try value.placed(on: axes, at: positions) else {
      throw ModelProblem.valueDisagrees(text, site: axes, given: value.axes)
    }
    guard value.hasPositions(among: axes) else {
      return Intervention(action, site, positions.map { .perPrompt($0) } ?? .all)
    }
    return Intervention(.set(full), site, .perPrompt(positions ?? all))
  }

  /// The same intervention for prompts of these lengths: fixed values get rows for the positions that they lack.
  func padded(toLengths lengths: [Int]) -> Intervention {
    if case .chain(let list) = action { return .chain(list.map { $0.padded(toLengths: lengths) }) }
    guard case .set(let tensor) = action, let longest = lengths.max(),
      let axis = tensor.axes.firstIndex(where: { $0.name == "pos" }), tensor.axes[axis].size < longest
    else { return self }
    var axes = tensor.axes
    axes[axis] = Axis("pos", longest)
    let inner = tensor.axes[(axis + 1)...].reduce(1) { $0 * $1.size }
    let size = tensor.axes[axis].size
    let outer = tensor.count / max(1, inner * size)
    let values = tensor.values
    let longer = Tensor(axes) { buffer in
      buffer.update(repeating: 0)
      for index in 0..<outer {
        for offset in 0..<(size * inner) {
          buffer[index * longest * inner + offset] = values[index * size * inner + offset]
        }
      }
    }
    return Intervention(.set(longer), site, positions)
  }
}
