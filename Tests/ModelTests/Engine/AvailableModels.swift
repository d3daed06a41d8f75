import WeirTensor

@testable import WeirModel

/// The families of the fixtures that the engine runs, each with a tiny model of random weights.
enum AvailableModels {
  /// Names of fixture folders whose family has a forward pass that reads tokens and gives logits.
  static let families: [String] = Fixtures.families.filter { (try? model($0)) != nil }

  /// Names of fixture folders whose family has an encoder and a decoder.
  static let twoStacks: [String] = Fixtures.families.filter { (try? model($0, stacks: 2)) != nil }

  static func model(_ family: String, stacks: Int = 1) throws -> Model {
    let folder = Fixtures.path("models/\(family)")
    let configuration = try ModelConfiguration(path: "\(folder)/config.json", name: family)
    guard configuration.embedding.patches == nil, (configuration.encoder == nil) == (stacks == 1),
      configuration.unembedding.head == .tokens
    else {
      throw ModelProblem.familyHasNoPass(configuration.family)
    }
    return try Model(configuration, Checkpoint(folder: folder))
  }

  /// A random GPT-2, or now and then a tiny model of another family.
  static func model(seed: Int, using random: inout SeededGenerator) throws -> Model {
    if seed % 2 == 1, let family = families.randomElement(using: &random) { return try model(family) }
    return try RandomModel.make(RandomModel.configuration(using: &random), seed: UInt64(seed))
  }
}
