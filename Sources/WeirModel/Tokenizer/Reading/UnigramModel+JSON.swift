import WeirText

extension UnigramModel {
  /// Reads a list of pairs of token and log probability; a token's number is its place.
  init(_ object: TokenizerObject) throws(TokenizerProblem) {
    let list = try object.value("vocab")
    guard list.kind == .array else { throw object.bad("vocab", list, "a list of [token, number]") }
    var vocabulary = Vocabulary(capacity: list.count)
    var scores: [Double] = []
    scores.reserveCapacity(list.count)
    for pair in list.elements {
      var parts = pair.elements
      guard pair.count == 2, let token = parts.next(), token.kind == .string, let score = parts.next()?.number,
        score.isFinite, scores.count < Vocabulary.numberLimit
      else { throw object.bad("vocab", pair, "a pair [token, number]") }
      vocabulary.insert(scores.count) { token.appendUTF8(to: &$0) }
      scores.append(score)
    }
    let unknown = object["unk_id"] == nil ? nil : try object.integer("unk_id")
    if let unknown, unknown >= scores.count {
      throw object.bad("unk_id", try object.value("unk_id"), "a number below \(scores.count)")
    }
    self.init(
      vocabulary: vocabulary, scores: scores, unknown: unknown,
      fallsBackToBytes: try object.bool("byte_fallback", default: false))
  }
}
