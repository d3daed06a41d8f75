// Arguments that mean models, prompts, sites, positions and runs.

import WeirLanguage
import WeirModel
import WeirTensor

extension Call {
  /// The model of the parameter `model`, or the current one.
  func model(_ shelf: ModelShelf) throws -> ModelObject {
    guard let place = place("model"), !arguments[place].isNone else { return try shelf.current() }
    return try object(place, ModelObject.self, "a model")
  }

  func run(_ place: Int) throws -> RunObject {
    let object = try object(place, RunObject.self, "a run")
    object.run.noteUse()
    return object
  }

  /// A run by parameter name; nil when it is none.
  func run(named name: String) throws -> RunObject? {
    guard let place = place(name), !arguments[place].isNone else { return nil }
    return try run(place)
  }

  /// A site, a hook name, or a component that implies one.
  func site(_ place: Int) throws -> Site {
    guard let site = try arguments[place].asSite() else { throw wrongType(place, "a site, such as L5H1.z") }
    return site
  }

  /// Whether a beginning-of-sequence token goes in front: `prepend_bos`, or the family's habit.
  func beginning() throws -> BeginningOfSequence {
    guard let place = place("prepend_bos"), !arguments[place].isNone else { return .habit }
    return try bool(place) ? .always : .never
  }

  /// What `at:` says; all positions when nothing.
  func positions(_ name: String = "at") throws -> Positions {
    guard let place = place(name), !arguments[place].isNone else { return .all }
    return try arguments[place].positions()
  }
}

extension Value {
  /// A position, a range, a list of positions (one list for each prompt of a batch), or a text.
  func positions() throws -> Positions {
    switch self {
    case .none: return .all
    case .number:
      guard let position = asInteger else { throw NativeProblem.notPositions(found: summary) }
      return .at(position)
    case .string(let box): return .text(box.text)
    case .range(let range):
      guard let places = range.integers, places.count <= 1 << 20 else {
        throw NativeProblem.notPositions(found: summary)
      }
      return .list(Array(places))
    case .list(let box):
      let places = box.items.compactMap(\.asInteger)
      if places.count == box.items.count { return .list(places) }
      return .perPrompt(
        try box.items.map { item in
          guard case .list(let places) = try item.positions() else { throw NativeProblem.notPositions(found: summary) }
          return places
        })
    case .object(let object as TensorObject):
      return try Value(object.tensor.nested).positions()
    default: throw NativeProblem.notPositions(found: summary)
    }
  }

  /// The prompts that a value means for a model: a text, tokens, token numbers, or a list of them.
  func prompts(for model: ModelObject, _ beginning: BeginningOfSequence) throws -> PromptBatch {
    switch self {
    case .string(let box): return PromptBatch([try model.tokens(of: box.text, beginning)], isBatch: false)
    case .object(let tokens as TokensObject): return try tokens.batch(for: model)
    case .object(let pixels as TensorObject) where model.configuration.embedding.patches != nil:
      return try pixels.tensor.images(for: model.configuration)
    case .list(let box):
      let inner = try box.items.map { try $0.prompts(for: model, beginning) }
      let rows = try zip(inner, box.items).map { inner, item in
        guard !inner.isBatch, let row = inner.tokens.first else { throw NativeProblem.notAPrompt(found: item.summary) }
        return row
      }
      let segments =
        inner.contains { !$0.segments.isEmpty } ? zip(inner, rows).map { $0.segments.first ?? $1.map { _ in 0 } } : []
      return PromptBatch(rows, isBatch: true, segments: segments, images: inner.flatMap(\.images))
    default: throw NativeProblem.notAPrompt(found: summary)
    }
  }
}

extension TokensObject {
  /// The tokens for a model with the same vocabulary.
  func batch(for other: ModelObject) throws -> PromptBatch {
    let isSame = other === model || other.configuration.vocabularySize == model.configuration.vocabularySize
    guard isSame else { throw NativeProblem.wrongVocabulary(other.text, model.text) }
    return batch
  }
}
