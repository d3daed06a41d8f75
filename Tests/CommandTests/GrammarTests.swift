import Foundation
import Testing

/// `weir grammar`, as an editor's owner calls it.
@Suite struct GrammarTests {
  @Test("`weir grammar` writes another form than was asked for")
  func forms() throws {
    #expect(try Weir.run("grammar").output.hasPrefix("reserved words\n  and assert "))
    #expect(try Weir.run("grammar", "--vim").output.contains("let b:current_syntax = \"weir\""))
    let json = try JSONSerialization.jsonObject(with: Data(Weir.run("grammar", "--textmate").output.utf8))
    #expect((json as? [String: Any])?["scopeName"] as? String == "source.weir")
  }

  @Test("`weir grammar` accepts two forms at once")
  func exclusive() throws {
    let outcome = try Weir.run("grammar", "--vim", "--textmate")
    #expect(outcome.code == 2 && outcome.output.isEmpty && outcome.errors.contains("exclude each other"))
  }
}
