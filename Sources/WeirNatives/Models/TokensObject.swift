import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

/// Token ids of one prompt, or of several, as a value: `tokens("the cat sat")`.
public final class TokensObject: Object {
  public let batch: PromptBatch
  /// Whose vocabulary it is.
  let model: ModelObject

  init(_ batch: PromptBatch, _ model: ModelObject) {
    self.batch = batch
    self.model = model
  }

  public override var typeName: String { "tokens" }
  public override var count: Int? { batch.isBatch ? batch.count : batch.tokens[0].count }
  public override var summary: String? { "tokens" }

  /// Whether every prompt begins with the model's beginning-of-sequence token.
  var hasBeginning: Bool {
    guard let beginning = model.beginning else { return false }
    return !batch.tokens.isEmpty && batch.tokens.allSatisfy { $0.first == beginning }
  }

  /// `7 tokens (with BOS)`, `32 prompts of 101 tokens (with BOS)`.
  var size: String {
    let suffix = hasBeginning ? " (with BOS)" : ""
    guard batch.isBatch else { return Count.of(batch.tokens[0].count, "token") + suffix }
    let (shortest, longest) = (batch.lengths.min() ?? 0, batch.longest)
    let lengths = shortest == longest ? Count.of(longest, "token") : "\(shortest) to \(longest) tokens"
    return "\(Count.of(batch.count, "prompt")) of \(lengths)\(suffix)"
  }

  public override var text: String {
    batch.isBatch ? batch.tokens.map(decoded).joined(separator: "\n") : decoded(batch.tokens[0])
  }

  public override func echo(width: Int, digits: Int?) -> Markup {
    var result = Markup(size, .strong)
    for tokens in batch.tokens.prefix(8) {
      let line = tokens.prefix(width).map { TokenLabels.visible(model.label($0)) }.joined(separator: " ")
      result += Markup("\n  " + line.clipped(toWidth: max(1, width - 2)))
    }
    if batch.count > 8 { result += Markup("\n  ⋮ \(batch.count - 8) more", .dim) }
    return result
  }

  static let fields = ["ids", "length", "model", "strings", "text"]

  public override var memberNames: [String] { Self.fields }

  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "ids": Value(try ids())
    case "length": each { Value($0.count) }
    case "model": .object(model)
    case "strings": each { Value($0.map { Value(self.model.label($0)) }) }
    case "text": each { Value(self.decoded($0)) }
    default: nil
    }
  }

  /// The numbers as a tensor `[pos]` or `[batch, pos]`, labelled by the tokens' texts.
  func ids() throws -> Tensor {
    let rows = batch.tokens.map { tokens in
      Tensor([Axis("pos", tokens.count, labels: tokens.map(model.label))], tokens.map { Float($0) })
    }
    return batch.isBatch ? try Tensor.stack(rows, axis: RowExtent.batchAxis) : rows[0]
  }

  /// One prompt's answer, or a list of all.
  private func each(_ body: ([Int]) -> Value) -> Value {
    batch.isBatch ? Value(batch.tokens.map(body)) : body(batch.tokens[0])
  }

  private func decoded(_ ids: [Int]) -> String {
    (try? model.tokenizer())?.decode(ids, skippingSpecialTokens: true) ?? "\(ids)"
  }

  /// `t[3]` is an id (a prompt of several), `t[1..]` the tokens of a stretch.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    guard indices.count == 1, case .position(let index) = indices[0] else { throw ObjectProblem.notIndexable(typeName) }
    let length = count ?? 0
    if let place = index.asInteger {
      let wanted = place < 0 ? length + place : place
      guard (0..<length).contains(wanted) else { throw NativeProblem.tokenOutside(place, count: length) }
      if batch.isBatch { return tokens([batch.tokens[wanted]], isBatch: false) }
      return Value(batch.tokens[0][wanted])
    }
    guard case .range(let range) = index, let places = range.rows(of: length) else {
      throw NativeProblem.notAnIndex(found: index.summary)
    }
    if batch.isBatch { return tokens(Array(batch.tokens[places]), isBatch: true) }
    return tokens([Array(batch.tokens[0][places])], isBatch: false)
  }

  /// These tokens, alone: a second text or what an encoder reads belongs to whole prompts.
  private func tokens(_ rows: [[Int]], isBatch: Bool) -> Value {
    .object(TokensObject(PromptBatch(rows, isBatch: isBatch), model))
  }

  public override func items() throws -> [Value]? {
    batch.isBatch
      ? batch.tokens.map { tokens([$0], isBatch: false) } : batch.tokens[0].map { Value($0) }
  }

  public override func isEqual(to other: Object) -> Bool {
    guard let other = other as? TokensObject else { return false }
    return other.batch == batch && other.model === model
  }
}
