import Foundation
import Synchronization
import Testing
import WeirLanguage
import WeirNatives
import WeirText

@testable import WeirShell

/// Every code has a page, and what a page shows happens.
@Suite struct ExplanationTests {
  /// Codes that stand in the sources, wherever a fact gets its code.
  private static func codesInSources() throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    var codes: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      codes.formUnion(text.matches(of: /"(E[0-9]{4})"/).map { String($0.1) })
    }
    return codes
  }

  @Test func everyCodeHasOnePageAndEveryPageACode() throws {
    let codes = try Self.codesInSources()
    let pages = ExplainedCode.all.all.map(\.code)
    #expect(Set(pages).count == pages.count, "a code is explained twice")
    #expect(codes.subtracting(pages).sorted() == [], "codes without a page in Stdlib/errors")
    #expect(Set(pages).subtracting(codes).sorted() == [], "pages of codes that do not exist")
  }

  @Test(arguments: ExplainedCode.all.all.map(\.code))
  func aPageSaysWhatHappenedAndHowToMendIt(_ code: String) throws {
    let page = try #require(ExplainedCode.all[code])
    #expect(!page.title.isEmpty && !page.title.hasSuffix("."))
    let prose = page.parts.compactMap { part in
      if case .prose(let text) = part { return text }
      return nil
    }
    #expect(prose.contains { $0.hasPrefix("Mend: ") }, "\(page.code) does not say how to mend it")
    #expect(page.raising != nil || prose.contains { $0.hasPrefix("No program is shown: ") }, "\(page.code)")
  }

  static let withPrograms = ExplainedCode.all.all.filter { page in page.raising.map { !isTyped($0) } ?? false }
    .map(\.code)

  @Test(arguments: withPrograms)
  func anExampleRaisesItsCodeAndNothingElse(_ code: String) throws {
    let program = try #require(ExplainedCode.all[code]?.raising)
    #expect(try Self.codes(program) == [code])
  }

  @Test(arguments: ExplainedCode.all.all.map(\.code))
  func aMendedExampleRaisesNothing(_ code: String) throws {
    for program in ExplainedCode.all[code]?.mended ?? [] where !Self.isTyped(program) {
      #expect(try Self.codes(program) == [], "\(program)")
    }
  }

  /// Whether a text is typed into a terminal or at the prompt; the tests of the built program type it.
  static func isTyped(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix("$ ") || $0.hasPrefix("weir> ") }
  }

  /// The codes of all errors, warnings and notes of a script, run in a folder with the files that its comments describe.
  private static func codes(_ program: String) throws -> Set<String> {
    let folder = try #require(ScratchFolder())
    for file in program.matches(of: /(?m)^# ([\w\/.-]+\.\w+): (.*)$/) {
      let url = URL(filePath: folder.path).appending(path: String(file.1))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(unescaped(String(file.2)).unicodeScalars.map { UInt8($0.value) }).write(to: url)
    }
    let codes = Mutex<Set<String>>([])
    let world = World(
      workingFolder: folder.path, permissions: .script(in: folder.path, workingFolder: folder.path),
      scriptFolder: folder.path, warn: { found in codes.withLock { _ = $0.insert(found.code) } }, write: { _ in },
      draw: { _ in })
    let outcome = try LargeStack.run {
      try Session.standard(world: world).run(Source(name: folder.path + "/example.weir", text: program))
    }
    var found = codes.withLock { $0 }
    if case .failed(let diagnostics) = outcome { found.formUnion(diagnostics.map(\.code)) }
    return found
  }

  /// `\n` and `\x1f` stand for bytes.
  private static func unescaped(_ text: String) -> String {
    let lines = text.replacing("\\n", with: "\n")
    return lines.replacing(/\\x([0-9a-f]{2})/) { match in
      String(UnicodeScalar(UInt8(match.1, radix: 16) ?? 0))
    }
  }
}
