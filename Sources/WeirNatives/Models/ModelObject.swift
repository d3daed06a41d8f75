import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

/// A loaded model as a value: shape, weights by TransformerLens's names, tokenizer.
public final class ModelObject: Object {
  public let model: Model
  /// The files it was read from; nil for a model made in Weir.
  public let folder: ModelFolder?
  private let words: Tokenizer?

  /// Binds the weights of a folder.
  ///
  /// A folder without a tokenizer runs on token numbers.
  init(_ folder: ModelFolder, processing: WeightProcessing.Request, precision: Precision) throws {
    self.folder = folder
    words = nil
    // Processing is arithmetic on float32; what comes out is rounded once.
    let read = processing == .none ? precision : .float32
    let plain = try Model(folder.configuration, folder.checkpoint, precision: read) { Self.label($0, folder) }
    model = processing == .none ? plain : try plain.processed(processing).kept(in: precision)
  }

  /// A model that no file holds; without words it runs on token numbers.
  init(_ handmade: HandmadeModel, words: Tokenizer?) throws {
    folder = nil
    self.words = words
    model = try handmade.model { words?.text(of: $0) ?? "\($0)" }
  }

  /// Reads the tokenizer when texts are first needed.
  public func tokenizer() throws -> Tokenizer {
    if let words { return words }
    guard let folder else { throw NativeProblem.noWords(configuration.name) }
    return try folder.tokenizer()
  }

  /// How a token reads as a label; its number where there is no text.
  func label(_ id: Int) -> String {
    configuration.embedding.patches == nil ? (try? tokenizer())?.text(of: id) ?? "\(id)" : model.label(id)
  }

  private static func label(_ id: Int, _ folder: ModelFolder) -> String {
    folder.tokenizerIfAny?.text(of: id) ?? "\(id)"
  }

  public var configuration: ModelConfiguration { model.configuration }

  public override var typeName: String { "model" }
  /// Its name, and behind it what makes its numbers others than the file's: `brook (fold_ln, bfloat16)`.
  public override var text: String {
    let changes = model.processing + (model.precision == .float32 ? [] : [model.precision.rawValue])
    return configuration.name + (changes.isEmpty ? "" : " (\(changes.joined(separator: ", ")))")
  }
  public override var summary: String? { "the model \(configuration.name)" }

  public override func echo(width: Int, digits: Int?) -> Markup {
    let shape = [
      Count.of(configuration.layerCount, "layer"), Count.of(configuration.headCount, "head"),
      "d_model \(configuration.dModel)", "\(Count.grouped(configuration.vocabularySize)) tokens",
      "context \(configuration.contextLength)",
    ]
    let weights =
      (model.processing.isEmpty ? "weights as in the file" : model.processing.joined(separator: ", ")) + keeping
    return Markup(configuration.name, .strong) + Markup("  \(configuration.family), \(shape.joined(separator: ", "))")
      + Markup("  \(weights)", .dim)
  }

  /// What the matrices are kept in, and what that costs, where it is not float32.
  private var keeping: String {
    guard model.precision != .float32 else { return "" }
    guard model.isRounded else { return ", kept in \(model.precision.rawValue)" }
    let percent = model.precision == .bfloat16 ? "0.4 %" : "0.05 %"
    return ", rounded to \(model.precision.rawValue): each weight within \(percent)"
  }

  static let fields =
    ["bos", "config", "name", "precision", "processing", "W_OV", "W_QK"] + WeightName.allCases.map(\.shortName)

  public override var memberNames: [String] { Self.fields }

  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "bos": beginning.map { Value($0) } ?? Value.none
    case "config": configuration.record
    case "name": Value(configuration.name)
    case "precision": Value(model.precision.rawValue)
    case "processing": Value(model.processing.map { Value($0) })
    case "W_OV", "W_QK": try WeightObject(name, of: Component(layers: .all, part: .head(.all)))?.value(in: model)
    default: try WeightName(text: name).map { Value(try model.weight(WeightPlace($0))) }
    }
  }

  /// `m[L5H1.W_Q]`, `m["blocks.5.attn.W_Q"]`.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    guard indices.count == 1, case .position(let index) = indices[0] else { throw ObjectProblem.notIndexable(typeName) }
    if let weight = index.asObject(WeightObject.self) { return try weight.value(in: model) }
    guard let name = index.asString else { throw NativeProblem.notAWeight(found: index.summary) }
    return Value(try model.weight(named: name))
  }

  public override func isEqual(to other: Object) -> Bool { (other as? ModelObject)?.model === model }
}

extension ModelConfiguration {
  /// The shape under the names of the field.
  var record: Value {
    Value(fields: [
      ("name", Value(name)), ("family", Value(family)), ("n_layers", Value(layerCount)), ("n_heads", Value(headCount)),
      ("n_key_value_heads", Value(keyValueHeadCount)), ("d_model", Value(dModel)), ("d_head", Value(dHead)),
      ("d_mlp", Value(dMLP)), ("d_vocab", Value(vocabularySize)), ("n_ctx", Value(contextLength)),
      ("activation", Value(mlp.activation.rawValue)), ("layer_norm_eps", .number(norm.epsilon)),
      ("norm", Value(norm.kind.word)), ("attention_scale", .number(attention.scale)),
      ("score_soft_cap", attention.softCap.map { .number($0) } ?? .none), ("positions", Value(positions.word)),
      ("logit_soft_cap", unembedding.softCap.map { .number($0) } ?? .none),
      ("prepends_bos", .bool(special.prependsBeginning)), ("stack", Value(stack.word)),
      ("norm_placement", Value(norm.placement.word)), ("final_norm", .bool(norm.hasFinal && norm.kind != .none)),
      ("head", Value(unembedding.head.word)), ("unembedding_scale", .number(unembedding.scale)),
      ("n_experts", Value(expertCount)),
    ])
  }
}

extension ModelConfiguration.Positions {
  /// How positions come in, in one word.
  fileprivate var word: String {
    switch self {
    case .none: "none"
    case .learned: "learned"
    case .shortformer: "shortformer"
    case .rotary: "rotary"
    case .alibi: "alibi"
    case .relative: "relative"
    }
  }
}

extension ModelConfiguration.Stack {
  /// Which stacks there are, in one word.
  fileprivate var word: String {
    switch self {
    case .decoder: "decoder"
    case .encoder: "encoder"
    case .encoderDecoder: "encoder-decoder"
    }
  }
}

extension ModelConfiguration.Norm.Placement {
  /// Where norms stand to a sublayer: before what it reads, after the sum with the stream, on the stream
  /// before each sublayer, or on a sublayer's output.
  fileprivate var word: String {
    switch self {
    case .pre: "before"
    case .post: "after"
    case .stream: "stream"
    case .output: "output"
    case .preAndOutput: "before and output"
    }
  }
}

extension ModelConfiguration.Unembedding.Head {
  /// What the logits are of, in a word.
  fileprivate var word: String {
    switch self {
    case .tokens: "tokens"
    case .maskedTokens: "masked tokens"
    case .classes: "classes"
    case .none: "none"
    }
  }
}

extension ModelConfiguration.Norm.Kind {
  /// The kind in one word.
  fileprivate var word: String {
    switch self {
    case .layer: "layer"
    case .rms: "rms"
    case .none: "none"
    }
  }
}
