import WeirLanguage

/// A function of tensors by its Weir name: a declaration of Stdlib's own, or one of the language's library (`sum`,
/// `abs`, `sort`) that also works on tensors.
typealias TensorWord = (name: String, body: @Sendable (Call) throws -> Value)

enum TensorWords {
  static let all: [TensorWord] =
    TensorAlgebra.words + TensorElements.words + TensorOrder.words + TensorReductions.words + TensorShape.words

  private static let byName = Dictionary(all.map { ($0.name, $0.body) }) { first, _ in first }

  /// The word's body, for functions that the language declares and hands on to the objects among its arguments.
  static func body(_ name: String) -> (@Sendable (Call) throws -> Value)? { byName[name] }
}
