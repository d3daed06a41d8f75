// Models, tokens and components.

import WeirLanguage
import WeirModel
import WeirTensor

enum ModelFunctions {
  static func functions(_ shelf: ModelShelf) -> [NativeFunction] { models(shelf) + tokens(shelf) + components(shelf) }

  private static func models(_ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("current_model") { _ in .object(try shelf.current()) },
      NativeFunction("has_weight") { call in
        let model = try call.object(0, ModelObject.self, "a model").model
        return .bool(try model.hasWeight(WeightPlace(parsing: call.string(1))))
      },
      NativeFunction("make_model") { call in .object(try made(call, shelf)) },
      NativeFunction("load") { call in
        let name = try call.place("precision").map { try call.string($0) } ?? Precision.float32.rawValue
        guard let precision = Precision(rawValue: name) else {
          throw NativeProblem.unknownChoice(name, of: Precision.allCases.map(\.rawValue))
        }
        return .object(try shelf.load(call.string(0), processing: processing(call), precision: precision))
      },
    ]
  }

  /// A model from a record of weights, which becomes the current one.
  private static func made(_ call: Call, _ shelf: ModelShelf) throws -> ModelObject {
    guard let record = call[0].asRecord else { throw call.wrongType(0, "a record of weights by their names") }
    var weights: [WeightPlace: Tensor] = [:]
    for (name, value) in zip(record.keys, record.values) {
      guard let tensor = try value.asTensor() else { throw NativeProblem.notATensor(found: value.summary) }
      weights[try WeightPlace(parsing: name)] = tensor
    }
    let activation = try call.string(named: "activation") ?? "relu"
    guard let activation = ModelConfiguration.Activation(rawValue: activation) else {
      throw NativeProblem.unknownChoice(activation, of: ModelConfiguration.Activation.allCases.map(\.rawValue))
    }
    let handmade = try HandmadeModel(
      weights, name: call.string(named: "name") ?? "handmade", activation: activation,
      scale: call.number(named: "scale"), context: call.integer(named: "context") ?? 1024,
      isCausal: call.place("causal").map { try call.bool($0) } ?? true, beginning: call.integer(named: "bos"))
    let model = try ModelObject(handmade, words: words(call, of: weights))
    shelf.adopt(model)
    return model
  }

  /// The tokenizer of `words:`.
  private static func words(_ call: Call, of weights: [WeightPlace: Tensor]) throws -> Tokenizer? {
    guard let place = call.place("words"), let list = call[place].asList else { return nil }
    let words = try list.map { word in
      guard let text = word.asString else { throw call.wrongType(place, "a list of words") }
      return text
    }
    var seen = Set<String>()
    if let twice = words.first(where: { !seen.insert($0).inserted }) { throw NativeProblem.repeatedWord(twice) }
    let size = weights[WeightPlace(.embedding)]?.axes.first { $0.name == "vocab" }?.size
    if let size, size != words.count { throw NativeProblem.wordsDisagree(words: words.count, tokens: size) }
    return try Tokenizer(words: words)
  }

  /// What `processing:` asks for: `"none"`, `"transformerlens"` or a list of steps.
  private static func processing(_ call: Call) throws -> WeightProcessing.Request {
    guard let place = call.place("processing"), !call[place].isNone else { return .none }
    let names = try call[place].asList?.map(\.text) ?? [call.string(place)]
    if names == ["none"] { return .none }
    if names == ["transformerlens"] { return .transformerLens }
    let steps = try names.map { name -> WeightProcessing in
      guard let step = WeightProcessing(rawValue: name) else {
        throw NativeProblem.unknownChoice(
          name, of: ["none", "transformerlens"] + WeightProcessing.allCases.map(\.rawValue))
      }
      return step
    }
    return .steps(steps)
  }

  private static func tokens(_ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("token_id") { call in
        if call[0].asInteger != nil { return call[0] }
        return Value(try call.model(shelf).singleToken(call.string(0)))
      },
      NativeFunction("token_text") { call in Value(try call.model(shelf).label(call.integer(0))) },
      NativeFunction("tokens") { call in
        let model = try call.model(shelf)
        return .object(TokensObject(try ids(call, model), model))
      },
    ]
  }

  /// Token numbers as they are, one row or several; texts by the tokenizer.
  private static func ids(_ call: Call, _ model: ModelObject) throws -> PromptBatch {
    guard case .list(let box) = call[0].listed, let first = box.items.first?.listed else {
      return try call.prompts(for: model)
    }
    if first.asInteger != nil { return PromptBatch([try row(box.items, call)], isBatch: false) }
    guard case .list = first else { return try call.prompts(for: model) }
    return PromptBatch(
      try box.items.map { item in
        guard let items = item.listed.asList else { throw call.wrongType(0, "lists of token numbers") }
        return try row(items, call)
      }, isBatch: true)
  }

  private static func row(_ items: [Value], _ call: Call) throws -> [Int] {
    try items.map { item in
      guard let id = item.asInteger else { throw call.wrongType(0, "token numbers, or texts, but not both") }
      return id
    }
  }

  private static func components(_ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("head") { call in
        .object(ComponentObject(.head(try call.integer(0), try call.integer(1)), shelf: shelf))
      },
      NativeFunction("heads") { call in
        let shape = try call.model(shelf).configuration
        let layers = try selection(call, below: shape.layerCount)
        return .object(
          ComponentObject(Component(layers: layers, part: .head(.range(0..<shape.headCount))), shelf: shelf, in: shape))
      },
      NativeFunction("layer") { call in .object(ComponentObject(.layer(try call.integer(0)), shelf: shelf)) },
      NativeFunction("layers") { call in
        let shape = try call.model(shelf).configuration
        return .object(ComponentObject(Component(layers: .range(0..<shape.layerCount)), shelf: shelf, in: shape))
      },
      NativeFunction("neuron") { call in
        .object(ComponentObject(.neuron(try call.integer(0), try call.integer(1)), shelf: shelf))
      },
      NativeFunction("neurons") { call in
        let shape = try call.model(shelf).configuration
        return .object(
          ComponentObject(
            Component(layers: .one(try call.integer(0)), part: .neuron(.range(0..<shape.dMLP))), shelf: shelf,
            in: shape))
      },
      NativeFunction("site") { call in .object(SiteObject(try call.site(0))) },
    ]
  }

  /// The layers that `layers:` names: a range within the model, or all.
  private static func selection(_ call: Call, below count: Int) throws -> Selection {
    guard let place = call.place("layers"), !call[place].isNone else { return .range(0..<count) }
    guard case .range(let range) = call[place], let layers = range.rows(of: count) else {
      throw call.wrongType(place, "a range of layers such as 0..<9")
    }
    return .range(layers)
  }
}

extension Value {
  /// A tensor or range as a list; anything else as it is.
  fileprivate var listed: Value {
    switch self {
    case .object(let object as TensorObject): (try? object.tensor).map { Value($0.nested) } ?? self
    case .range(let range): range.integers.map { Value($0.map { Value($0) }) } ?? self
    default: self
    }
  }
}
