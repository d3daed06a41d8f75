import Testing
import WeirFigure
import WeirText

@Suite struct TerminalRendererTests {
  @Test(arguments: [80, 100, 40, 20]) func noLineIsWiderThanTheTerminal(width: Int) {
    for item in Gallery.all {
      for depth in [TerminalRenderer.ColourDepth.none, .sixteen, .palette256, .truecolour] {
        let picture = TerminalRenderer(width: width, depth: depth).render(item.figure)
        for line in Self.withoutEscapes(picture).split(separator: "\n") where line.displayWidth > width {
          // A terminal too narrow for the picture's least form gets whole cells rather than cut ones.
          #expect(width < 40, "\(item.name): \(line)")
        }
      }
    }
  }

  @Test func withoutColourNothingButTextIsWritten() {
    for item in Gallery.all {
      let picture = TerminalRenderer(depth: .none, characters: .ascii).render(item.figure)
      #expect(picture.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) }, "\(item.name)")
    }
  }

  @Test func cellsWithRoomShowTheirNumbers() {
    let figure = Figure.heatMap(
      rows: FigureAxis("layer", count: 2), columns: FigureAxis("head", count: 2), values: [0, 0.25, .nan, 1])
    #expect(
      TerminalRenderer().render(figure) == """
        layer ↓  head →
               0      1
        0   0.00   0.25▂
        1          1.00█
        0 [ ▁▂▃▄▅▆▇█] 1.00  blank: no value

        """)
  }

  /// The text without its colour sequences.
  static func withoutEscapes(_ text: String) -> String {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }
}
