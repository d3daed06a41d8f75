import Testing
import WeirText

@testable import WeirModel

/// A text with what Hugging Face tokenizers, or SentencePiece itself, makes of it.
struct TokenizerCase {
  let text: String
  let ids: [Int]
  /// Nil where the reference has none in this form (SentencePiece's own library).
  let offsets: [Range<Int>]?
  /// Nil where an unknown token is among them, which the libraries write differently.
  let decoded: String?

  init(_ line: [UInt8]) throws {
    let json = try JSON(bytes: line)
    text = try #require(json["text"]?.string)
    ids = try #require(json["ids"]).elements.compactMap(\.integer)
    offsets = json["offsets"]?.elements.map { pair in
      let bounds = pair.elements.compactMap(\.integer)
      return bounds[0]..<bounds[1]
    }
    decoded = json["decoded"]?.string
  }

  static func all(_ name: String) throws -> [TokenizerCase] { try all(at: Fixtures.path(name)) }

  static func all(at path: String) throws -> [TokenizerCase] {
    try Fixtures.lines(at: path).map { try TokenizerCase($0) }
  }

  /// Compares tokens, offsets and decoding.
  func check(_ tokenizer: Tokenizer, addingSpecialTokens: Bool = false) throws {
    let encoding = try tokenizer.encode(text, addingSpecialTokens: addingSpecialTokens)
    #expect(encoding.ids == ids, "\(text.debugDescription)")
    if let offsets { #expect(encoding.offsets == offsets, "\(text.debugDescription)") }
    if let decoded { #expect(tokenizer.decode(ids) == decoded, "\(text.debugDescription)") }
  }
}
