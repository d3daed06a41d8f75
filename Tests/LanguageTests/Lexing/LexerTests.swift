import Testing
import WeirLanguage
import WeirText

@Suite struct LexerTests {
  /// A text and its tokens: each as it is written, with a letter for kinds that share a spelling.
  static let cases: [(String, String)] = [
    ("0..<12", "n:0 ..< n:12"),
    ("0.5..<1.5", "n:0.5 ..< n:1.5"),
    ("2..", "n:2 .."),
    ("10_000 1e-5 3.0E+2", "n:10_000 n:1e-5 n:3.0E+2"),
    ("L5 L5H1 L5H* L* L*H* L5N652 L5N* L5G1", "c:L5 c:L5H1 c:L5H* c:L* c:L*H* c:L5N652 c:L5N* c:L5G1"),
    ("L[0..<9] L[0..<9]H* L[ 0 ... 8 ]", "c:L[0..<9] c:L[0..<9]H* c:L[ 0 ... 8 ]"),
    ("L H N xL5 L5x L5_a L2_norm L5H", "L H N xL5 L5x L5_a L2_norm L5H"),
    ("L5 * 2", "c:L5 * n:2"),
    ("L5H1*2", "c:L5H1 * n:2"),
    ("r.in r.L5 r.L*2", "r . in r . L5 r . L * n:2"),
    ("enc.L5H* dec.L*H*.z", "enc . c:L5H* dec . c:L*H* . z"),
    ("inner format notx ort", "inner format notx ort"),
    ("not in", "w:not w:in"),
    ("a<=b<c->d|>e", "a <= b < c -> d |> e"),
    ("d_model' x", "d_model' x"),
    ("αβ x₁", "αβ x ¿"),
    ("\"a\\(b)c\"", "s( t:a \\( b ) t:c s)"),
    ("\"\\(r[\"x\"])\"", "s( \\( r [ s( t:x s) ] ) s)"),
    ("\"\\((a))\"", "s( \\( ( a ) ) s)"),
    ("r\"a\\(b)\"", "s( t:a\\(b) s)"),
    ("\"\"\"a\"\"\"", "s( t:a s)"),
    ("a # b\n\n\nc;d", "a / c ; d"),
    ("a\r\nb", "a / b"),
    ("\u{FEFF}a", "a"),
    ("#!/bin/weir\na", "a"),
    ("...5 x", "... n:5 x"),
    ("f -1", "f - n:1"),
  ]

  static func spell(_ token: Token, in source: Source) -> String {
    let text = source.text(from: token.lower, to: token.upper)
    switch token.kind {
    case .number: return "n:" + text
    case .component: return "c:" + text
    case .stringStart: return "s("
    case .stringText: return "t:" + text
    case .stringEnd: return "s)"
    case .newline: return "/"
    case .invalid: return "¿"
    case .end: return ""
    default: return [.wordNot, .wordIn].contains(token.kind) ? "w:" + text : text
    }
  }

  @Test("a text is cut into other tokens", arguments: cases)
  func tokens(_ text: String, _ expected: String) {
    let source = Source(name: "test", text: text)
    let found = Lexer.tokens(of: source).tokens.dropLast().map { LexerTests.spell($0, in: source) }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test("tokens overlap, run backwards, or leave out characters that are neither blank nor comment")
  func cover() {
    for source in Corpus.programs {
      guard (try? Parser.parseScript(source)) != nil else { continue }
      let stream = Lexer.tokens(of: source)
      var end = source.bytes.starts(with: Array("#!".utf8)) ? source.lineRange(1).upperBound : 0
      var comments = stream.comments[...]
      for token in stream.tokens {
        #expect(token.lower >= end && token.upper >= token.lower)
        while end < token.lower {
          if let comment = comments.first, comment.span.lower == end {
            end = comment.span.upper
            comments.removeFirst()
          } else {
            #expect([0x20, 0x09, 0x0A, 0x0D].contains(source.bytes[end]))
            end += 1
          }
        }
        end = token.upper
      }
    }
  }

  @Test(
    "hostile texts take more than linear time",
    arguments: [
      "\"\\(", "\"\"\"\\(", "\"", "'", "“", "„", "(", "]", "L[", "L[0..<", "x'", "((((]", "#", "\"\n", "\"\"\"\\(\n",
      "1_", "é", "\\u{",
      "\"\\(\"\n",
    ])
  func hostile(_ piece: String) {
    let source = Source(name: "test", text: String(repeating: piece, count: 40_000))
    let clock = ContinuousClock()
    let time = clock.measure { _ = Lexer.tokens(of: source) }
    // Milliseconds when linear; minutes when not.
    #expect(time < .seconds(20))
  }
}
