// Whole rendered messages of lexer, parser and checker against files: Tests/Spec/errors/<stage>/<case>.weir and .expected.
// With WEIR_UPDATE_EXPECTED set the files are written instead.

import Testing
import WeirLanguage
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ErrorGoldenTests {
  static let folder = Corpus.root + "/Tests/Spec/errors"

  static let cases: [String] = ["lex", "parse", "check"].flatMap { stage in
    Corpus.files(under: folder + "/" + stage).map { String($0.dropFirst(folder.count + 1)) }
  }

  /// What the checker is told in these tests: a small library.
  static func checker() throws -> Checker {
    let library = """
      def copying(model = none)
      def heads(layers = none, model = none)
      def join(xs, by = "")
      def len(x)
      def load(name, processing = "none")
      def logit(r, token: token, other: token or none = none)
      def loss(r)
      def max(...values)
      def mean(x, over = none)
      def print(...values)
      def run(prompt, with = none, model = none)
      def show(x, title = none)
      """
    let circuits = "def induction(r)\ndef copying(r)"
    let measures = "def entropy(r) = r\nlimit = 3"
    func names(_ text: String) throws -> [String: DeclaredName] {
      DeclaredName.all(in: try Parser.parseScript(Source(name: "library", text: text)))
    }
    let known = NameTable(
      try names(library), modules: ["circuits": try names(circuits)],
      files: ["lib/measures.weir": try names(measures)])
    return Checker(known: known, sites: TwelveByTwelve())
  }

  static func diagnostics(stage: Substring, _ source: Source) throws -> [Diagnostic] {
    let program: Program
    do { program = try Parser.parseScript(source) } catch { return error.diagnostics }
    return stage == "check" ? try checker().check(program) : []
  }

  @Test("the text of an error changes", arguments: cases)
  func golden(_ path: String) throws {
    let file = ErrorGoldenTests.folder + "/" + path
    let text = try #require(Corpus.text(of: file))
    let name = String(path.split(separator: "/").last ?? "")
    let stage = path.prefix { $0 != "/" }
    let found = try ErrorGoldenTests.diagnostics(stage: stage, Source(name: name, text: text))
    #expect(!found.isEmpty)
    let rendered = DiagnosticRenderer(width: 80).render(found).plain
    let expectedFile = file.dropLast(".weir".count) + ".expected"
    if getenv("WEIR_UPDATE_EXPECTED") != nil {
      let output = try #require(fopen(String(expectedFile), "w"))
      fputs(rendered, output)
      fclose(output)
    }
    #expect(rendered == Corpus.text(of: String(expectedFile)))
  }

  @Test("a case of the right name has no expected text, or the other way round")
  func complete() {
    let programs = Set(ErrorGoldenTests.cases.map { $0.dropLast(".weir".count) })
    let expected = Set(
      Corpus.files(under: ErrorGoldenTests.folder, ending: ".expected")
        .map { $0.dropFirst(ErrorGoldenTests.folder.count + 1).dropLast(".expected".count) }
        .filter { path in ["lex/", "parse/", "check/"].contains { path.hasPrefix($0) } })
    #expect(programs == expected)
  }

  @Test("a nonsense text runs, or is answered with an internal error")
  func nonsense() throws {
    let text = try #require(Corpus.text(of: ErrorGoldenTests.folder + "/nonsense.txt"))
    let sections = text.split(separator: "\n---\n").dropFirst()
    #expect(sections.count > 90)
    for section in sections {
      let source = Source(name: "nonsense", text: String(section))
      #expect(throws: SyntaxErrors.self, "\(section)") { try Parser.parseScript(source) }
      let (_, diagnostics) = Parser.parseTolerantly(source)
      for diagnostic in diagnostics {
        #expect(diagnostic.code.hasPrefix("E0") || diagnostic.code.hasPrefix("E1"))
        #expect(!diagnostic.message.isEmpty && !diagnostic.message.contains("Optional("))
      }
    }
  }
}

/// A model of 12 layers with 12 heads each, and two sites.
struct TwelveByTwelve: SiteCheck {
  struct Missing: Problem {
    let what: String
    let help: [String]
    var code: String { "E5001" }
    var message: String { "this model has no \(what)" }
  }

  func check(_ component: ComponentLiteral, site: String?) throws {
    if case .one(let layer) = component.layers, layer > 11 { throw Missing(what: "layer \(layer)", help: []) }
    if case .head(.one(let head)) = component.part, head > 11 {
      throw Missing(what: "head \(head)", help: ["its heads are 0 to 11"])
    }
    guard let site, !["pattern", "z"].contains(site) else { return }
    throw Missing(what: "site `\(site)`", help: Suggestion.help(for: site, among: ["pattern", "z"]))
  }

  /// Its tokens are words with a blank in front.
  func check(token: String) throws {
    if token.split(separator: " ").count != 1 || token.first != " " {
      throw Missing(what: "single token \(token)", help: ["did you mean \" \(token)\"?"])
    }
  }

  func check(hookName: String) throws {
    if hookName.hasPrefix("blocks.99") { throw Missing(what: "hook point `\(hookName)`", help: []) }
  }
}
