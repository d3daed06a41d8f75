// What belongs to a prompt beside its tokens: a second text, what a decoder says, the pixels of an image.

import WeirLanguage
import WeirModel
import WeirTensor

extension Call {
  /// The prompts of the first argument with everything that the call says about them.
  func prompts(for model: ModelObject) throws -> PromptBatch {
    if let place = place("pair"), !arguments[place].isNone { return try paired(model, place) }
    let prompts = try arguments[0].prompts(for: model, beginning())
    return try withTarget(prompts, model)
  }

  /// Two texts as one prompt, or lists of as many.
  private func paired(_ model: ModelObject, _ place: Int) throws -> PromptBatch {
    let (first, second) = (arguments[0].asList ?? [arguments[0]], arguments[place].asList ?? [arguments[place]])
    guard first.count == second.count else {
      throw NativeProblem.countsDisagree("pair", given: second.count, prompts: first.count)
    }
    let rows = try zip(first, second).map { a, b in
      guard let a = a.asString, let b = b.asString else { throw NativeProblem.notAPrompt(found: b.summary) }
      return try model.tokenizer().encode(a, pair: b)
    }
    return PromptBatch(rows.map(\.ids), isBatch: arguments[0].asList != nil, segments: rows.map(\.segments))
  }

  /// For a model with two stacks: the prompts go to the encoder, and the decoder begins with its start token.
  private func withTarget(_ prompts: PromptBatch, _ model: ModelObject) throws -> PromptBatch {
    let place = place("target").flatMap { arguments[$0].isNone ? nil : $0 }
    guard model.configuration.encoder != nil else {
      if place != nil { throw ModelProblem.takesNoSource(model: model.text) }
      return prompts
    }
    // Tokens of a run that was made before bring both; tokens alone are what a stack reads.
    guard prompts.sources.isEmpty, self.place("target") != nil else { return prompts }
    let start = model.configuration.special.decoderStart ?? 0
    let given = place.map { arguments[$0].asList ?? [arguments[$0]] } ?? prompts.tokens.map { _ in Value("") }
    guard given.count == prompts.count else {
      throw NativeProblem.countsDisagree("target", given: given.count, prompts: prompts.count)
    }
    let targets = try given.map { value -> [Int] in
      if let text = value.asString { return [start] + (try target(text, model)) }
      guard let tokens = value.asObject(TokensObject.self), !tokens.batch.isBatch else {
        throw NativeProblem.notAPrompt(found: value.summary)
      }
      return tokens.batch.tokens[0]
    }
    return PromptBatch(targets, isBatch: prompts.isBatch, sources: prompts.tokens)
  }

  private func target(_ text: String, _ model: ModelObject) throws -> [Int] {
    text.isEmpty ? [] : try model.tokenizer().encode(text, addingSpecialTokens: false).ids
  }
}

extension Tensor {
  /// Images `[channel, row, column]`, with another axis in front where there are several.
  func images(for configuration: ModelConfiguration) throws -> PromptBatch {
    guard let shape = configuration.embedding.patches else {
      throw ModelProblem.takesNoImage(model: configuration.name)
    }
    let wanted = [shape.channels, shape.imageSize, shape.imageSize]
    let isBatch = self.shape.count == 4
    guard (isBatch ? Array(self.shape.dropFirst()) : self.shape) == wanted else {
      throw ModelProblem.imageDisagrees(given: count, expected: wanted)
    }
    let (numbers, size) = (values, wanted.reduce(1, *))
    let images = (0..<(numbers.count / size)).map { Array(numbers[($0 * size)..<(($0 + 1) * size)]) }
    return PromptBatch(images: images, isBatch: isBatch, configuration)
  }
}
