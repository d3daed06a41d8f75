import Testing
import WeirNatives
import WeirShell

private let xterm = ["TERM": "xterm-256color"]

@Test(
  arguments: [
    (.auto, true, xterm, .palette), (.auto, false, xterm, .none), (.auto, true, ["TERM": "dumb"], .none),
    (.auto, true, [:], .none), (.auto, true, ["TERM": "xterm"], .sixteen),
    (.auto, true, ["TERM": "xterm", "COLORTERM": "truecolor"], .full),
    (.auto, true, ["TERM": "xterm-256color", "NO_COLOR": "1"], .none),
    (.auto, true, ["TERM": "xterm-256color", "NO_COLOR": ""], .palette),
    (.auto, false, ["TERM": "xterm-256color", "FORCE_COLOR": "1"], .palette),
    (.auto, false, ["FORCE_COLOR": "3"], .full), (.auto, false, ["FORCE_COLOR": "0", "TERM": "xterm"], .none),
    (.auto, false, ["CLICOLOR_FORCE": "1"], .sixteen), (.auto, true, ["TERM": "xterm", "CLICOLOR": "0"], .none),
    (.auto, false, ["FORCE_COLOR": "1", "NO_COLOR": "1"], .none), (.never, true, xterm, .none),
    (.always, false, ["TERM": "dumb"], .sixteen),
    (.always, false, ["NO_COLOR": "1", "TERM": "xterm-256color"], .palette),
  ] as [(ColourChoice, Bool, [String: String], Terminal.ColourDepth)])
func colourFollowsThePersonThenTheStream(
  _ choice: ColourChoice, _ isTerminal: Bool, _ environment: [String: String], _ depth: Terminal.ColourDepth
) {
  #expect(choice.depth(isTerminal: isTerminal) { environment[$0] } == depth)
}
