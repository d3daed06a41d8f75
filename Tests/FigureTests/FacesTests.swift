// The terminal, paper, pixels and the page must say the same about every cell.
import Foundation
import Testing
import WeirText

@testable import WeirFigure

@Suite struct FacesTests {
  private static let maps: [(name: String, map: CellMap)] = Gallery.all.compactMap { item in
    guard case .panel(let panel) = item.figure.arrangement, case .cells(let map) = panel.mark, map.texts.isEmpty,
      map.values.count > 0, map.values.count <= ScenePainter.rectangleLimit
    else { return nil }
    return (item.name, map)
  }

  @Test func thePaperSaysEveryValueExactly() {
    for (name, map) in Self.maps {
      let document = SVGRenderer().render(Figure(.cells(map)))
      for (index, value) in map.values.enumerated() where !value.isNaN {
        let words = map.describe(row: index / map.columns.count, column: index % map.columns.count)
        #expect(words.hasSuffix(": " + NumberText.exact(value)))
        #expect(document.contains("<title>\(SVGWriter.escaped(words))</title>"), "\(name): \(words)")
      }
    }
  }

  @Test func thePageHoldsEveryValueExactly() throws {
    for (name, map) in Self.maps {
      let packing = CellPacking(exact: map)
      let count = packing.bytes.count / 4
      var index = 0
      for row in 0..<map.rows.count {
        for column in 0..<(packing.isCausal ? row + 1 : map.columns.count) {
          let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(packing.bytes[$1 * count + index]) << UInt32(8 * $1) }
          let value = Float(bitPattern: bits)
          #expect(value == map[row, column] || (value.isNaN && map[row, column].isNaN), "\(name)")
          index += 1
        }
      }
      #expect(index == count)
      // The cells on the page are these bytes.
      let fragment = HTMLRenderer().fragment(Figure(.cells(map)))
      if fragment.contains("\"packed\":false") { #expect(fragment.contains(">\(Base64.text(packing.bytes))<")) }
    }
  }

  @Test func theTerminalPaintsAndNumbersEveryValue() {
    for (name, map) in Self.maps where CellMapFit(map, width: 80, paints: true).cells == .numbers {
      let lines = TerminalRenderer(depth: .truecolour).render(Figure(.cells(map))).split(separator: "\n")
      for row in 0..<map.rows.count {
        // Cells stand in the last lines but the legend; a row's cells are its painted pieces, in order.
        let cells = lines.map(Self.painted).filter { $0.count == Self.present(map, row).count }
        let wanted = Self.present(map, row).map { column -> String in
          let colour = map.scale.colour(map[row, column], on: .dark) ?? .black
          let number = NumberText.cell(Double(map[row, column]), decimals: map.scale.decimals)
          return "\(colour.red);\(colour.green);\(colour.blue) \(number)"
        }
        #expect(cells.contains(wanted), "\(name), row \(row)")
      }
    }
  }

  @Test(.enabled(if: GoldenTests.canDraw)) func thePixelsHaveTheColourOfEveryValue() throws {
    for (name, map) in Self.maps {
      let figure = Figure(.cells(map))
      let image = try PNGRenderer(resolution: 144).pixels(figure)
      let scene = ScenePainter(theme: .light, width: 510).scene(figure)
      let cells = Self.cells(scene.elements, x: 0, y: 0)
      for (words, x, y) in cells {
        let place = map.values.indices.first {
          map.describe(row: $0 / map.columns.count, column: $0 % map.columns.count) == words
        }
        guard let place, let colour = map.scale.colour(map.values[place], on: .light) else { continue }
        // Two points inside the corner, where no digit stands.
        let drawn = image.colour(row: Int((y + 1.6) * 2), column: Int((x + 1.6) * 2))
        let distance = [
          Int(drawn.red) - Int(colour.red), Int(drawn.green) - Int(colour.green), Int(drawn.blue) - Int(colour.blue),
        ].map(abs).reduce(0, max)
        #expect(distance <= 1, "\(name), \(words)")
      }
    }
  }

  private static func present(_ map: CellMap, _ row: Int) -> [Int] {
    (0..<map.columns.count).filter { !map[row, $0].isNaN }
  }

  /// The painted pieces of a line with room for a number: ground colour and text.
  ///
  /// Neighbours of one ink are one piece.
  private static func painted(_ line: Substring) -> [String] {
    line.matches(of: /\u{1B}\[38;2;[0-9;]+;48;2;([0-9;]+)m([^\u{1B}]*)/).flatMap { match in
      match.output.2.split(separator: " ").map { "\(match.output.1) \($0)" }
    }
  }

  /// The described rectangles of a scene with their places on the sheet.
  private static func cells(_ elements: [SceneElement], x: Double, y: Double) -> [(String, Double, Double)] {
    elements.flatMap { element -> [(String, Double, Double)] in
      switch element {
      case .moved(let dx, let dy, let parts): return cells(parts, x: x + dx, y: y + dy)
      case .datum(let words, _, _, let parts):
        guard case .rectangle(let cellX, let cellY, _, _, _, _)? = parts.first else { return [] }
        return [(words, x + cellX, y + cellY)]
      default: return []
      }
    }
  }
}
