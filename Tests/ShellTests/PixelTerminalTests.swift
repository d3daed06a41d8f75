import Foundation
import Testing
import WeirFigure

@testable import WeirShell

/// What the shell asks a terminal about pixels, and what it makes of the answer.
@Suite struct PixelTerminalTests {
  static let picture = "show tensor([[1, 2], [3, 4]], axes: [\"query\", \"key\"])"
  static let kittyYes = "\u{1B}_Gi=31;OK\u{1B}\\"
  static let attributes = "\u{1B}[?62;22c"

  @Test(arguments: [
    (kittyYes + "\u{1B}[6;18;9t" + attributes, PixelProtocol.kitty, 9, ""),
    ("\u{1B}[?62;4;22c", .sixel, nil, ""), (attributes, nil, nil, ""), ("", nil, nil, ""),
    ("\u{1B}_Gi=31;ENODATA:no\u{1B}\\" + attributes, nil, nil, ""),
    ("ab" + kittyYes + "c\u{1B}[A" + "\u{1B}[?4c", .kitty, nil, "abc\u{1B}[A"), ("\u{1B}[?", nil, nil, "\u{1B}[?"),
    ("\u{1B}_Gx", nil, nil, "\u{1B}_Gx"),
    ("\u{1B}[99999999999999999999;4c", nil, nil, "\u{1B}[99999999999999999999;4c"),
  ])
  func answersAreToldFromKeys(bytes: String, pixels: PixelProtocol?, width: Int?, keys: String) {
    let answer = TerminalAnswer(Array(bytes.utf8))
    #expect(answer.pixels == pixels)
    #expect(answer.cellWidth == width)
    #expect(String(decoding: answer.keys, as: UTF8.self) == keys)
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], true), (["TERM": "dumb"], false), ([:], false), (["TERM": "linux"], false),
    (["TERM": "screen-256color"], false), (["TERM": "tmux-256color"], false),
    (["TERM": "xterm-kitty", "TMUX": "/tmp/x"], false), (["TERM": "xterm", "STY": "1"], false),
  ])
  func aMultiplexerOrADumbTerminalIsNotAsked(environment: [String: String], isAsked: Bool) {
    #expect(FigureScreen.mayAsk { environment[$0] } == isAsked)
  }

  private static func terminal(_ variables: [String: String], _ arguments: [String] = ["--quiet", "--no-init"]) throws
    -> PseudoTerminal
  {
    let folder = FileManager.default.temporaryDirectory.path
    var environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "WEIR_HISTORY": "",
      "WEIR_HINTS": "0",
    ]
    environment.merge(variables) { $1 }
    return try #require(
      PseudoTerminal(
        try TranscriptRun.executable.path, arguments, environment: environment, columns: 80, rows: 24))
  }

  private static func has(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    terminal.wait { _ in String(decoding: terminal.written, as: UTF8.self).contains(text) }
  }

  private static func ready(_ terminal: PseudoTerminal) -> Bool { terminal.wait { $0.lines.last == "weir>" } }

  /// After a picture the line is clean: what is typed is what is read.
  private static func isClean(_ terminal: PseudoTerminal) -> Bool {
    terminal.type("7 * 6\r")
    return terminal.wait { $0.lines.contains("42") } && !terminal.screen.lines.contains { $0.contains("error") }
  }

  @Test func aTerminalThatHasKittysPicturesGetsThem() throws {
    let terminal = try Self.terminal([:])
    #expect(Self.ready(terminal))
    terminal.type(Self.picture + "\r")
    #expect(Self.has(terminal, "a=q"), "it is asked")
    terminal.type(Self.kittyYes + Self.attributes)
    #expect(Self.has(terminal, "\u{1B}_Ga=T,f=100,q=2"))
    #expect(Self.isClean(terminal))
    terminal.type(Self.picture + "\r")
    terminal.type(":quit\r")
    _ = terminal.end()
    let asked = String(decoding: terminal.written, as: UTF8.self).components(separatedBy: "a=q").count - 1
    #expect(asked == 1, "it is asked once")
  }

  @Test func aTerminalWithSixelsGetsThem() throws {
    let terminal = try Self.terminal([:])
    #expect(Self.ready(terminal))
    terminal.type(Self.picture + "\r")
    #expect(Self.has(terminal, "a=q"))
    terminal.type("\u{1B}[?62;4c")
    #expect(Self.has(terminal, "\u{1B}P0;1q"))
    #expect(Self.isClean(terminal))
  }

  @Test func aTerminalThatNeverAnswersGetsBlocksSoon() throws {
    let terminal = try Self.terminal([:])
    #expect(Self.ready(terminal))
    terminal.type(Self.picture + "\r")
    #expect(Self.has(terminal, "a=q"))
    #expect(Self.has(terminal, "query"), "the picture in characters comes")
    #expect(Self.ready(terminal))
    // The answer comes late, when a line is being typed already.
    terminal.type("7")
    terminal.type(Self.kittyYes + "\u{1B}[6;18;9t" + Self.attributes)
    terminal.type(" * 6\r")
    #expect(terminal.wait { $0.lines.contains("42") })
  }

  @Test func keysTypedWhileTheTerminalIsAskedAreKept() throws {
    let terminal = try Self.terminal([:])
    #expect(Self.ready(terminal))
    terminal.type(Self.picture + "\r")
    #expect(Self.has(terminal, "a=q"))
    terminal.type("7 *" + Self.attributes + " 6\r")
    #expect(terminal.wait { $0.lines.contains("42") })
  }

  @Test(arguments: [
    ("kitty", "\u{1B}_Ga=T"), ("iterm", "\u{1B}]1337;File=inline=1"), ("sixel", "\u{1B}P0;1q"), ("blocks", "query"),
  ])
  func whatIsSetIsUsedWithoutAsking(choice: String, sign: String) throws {
    let terminal = try Self.terminal(["WEIR_PICTURES": choice])
    #expect(Self.ready(terminal))
    terminal.type(Self.picture + "\r")
    #expect(Self.has(terminal, sign))
    #expect(!String(decoding: terminal.written, as: UTF8.self).contains("a=q"))
    terminal.type(":set pictures characters\r" + Self.picture + "\r" + ":set pictures\r")
    #expect(Self.has(terminal, " auto, kitty, iterm"))
  }

  @Test(arguments: [["TERM": "dumb"], ["TMUX": "/tmp/tmux"], ["NO_COLOR": "1"], ["TERM_PROGRAM": "iTerm.app"]])
  func nobodyElseIsAsked(environment: [String: String]) throws {
    let terminal = try Self.terminal(environment, ["-e", Self.picture])
    #expect(terminal.end() == 0)
    let written = String(decoding: terminal.written, as: UTF8.self)
    #expect(!written.contains("a=q") && !written.contains("\u{1B}[c"))
    #expect(written.contains("1337") == (environment["TERM_PROGRAM"] != nil))
  }
}
