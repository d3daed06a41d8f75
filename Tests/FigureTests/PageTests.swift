import CKernels
import Foundation
import TestSupport
import Testing
import WeirText

@testable import WeirFigure

@Suite struct PageTests {
  @Test func thePolicyAllowsExactlyTheStyleAndTheScript() {
    #expect(PageDigests.style == Self.digest(PageStyle.text), "write this into PageDigests.style")
    #expect(PageDigests.script == Self.digest(PageScript.text), "write this into PageDigests.script")
  }

  @Test func drawingTwiceGivesTheSameBytes() {
    for item in Gallery.all { #expect(HTMLRenderer().render(item.figure) == HTMLRenderer().render(item.figure)) }
  }

  @Test func nothingOnAPagePointsOutside() {
    for item in Gallery.all {
      let page = HTMLRenderer().render(item.figure)
      let links = page.matches(of: /(src|href|url)\s*[=(]\s*["']?(https?:|\/\/)/)
      #expect(links.isEmpty, "\(item.name)")
    }
  }

  @Test func tokensNeitherEndNorBeginElements() {
    for figure in [Gallery.hostileMap] + Gallery.tokenPictures.map(\.figure) {
      let fragment = HTMLRenderer().fragment(figure)
      #expect(fragment.components(separatedBy: "<script").count == 3)
      #expect(fragment.components(separatedBy: "</script").count == 3)
      #expect(!fragment.contains("<!--"))
    }
  }

  @Test func coarseCellsStayWithinTheirBoundAndTheStrongestAreExact() {
    let size = 96
    let map = CellMap(
      rows: FigureAxis("query", count: size), columns: FigureAxis("key", count: size),
      values: Gallery.pattern(size, seed: 8, induction: 0.3))
    let cells = LevelCells(map)
    let packing = CellPacking(cells, levels: 255)
    guard case .levels(let low, let high, let count) = packing.form else {
      Issue.record("not packed as levels")
      return
    }
    var index = 0
    for row in 0..<size {
      for column in 0...row {
        let level = packing.bytes[index]
        let value = low + Float(level - 1) / Float(count - 1) * (high - low)
        #expect(Double(abs(value - map[row, column])) <= packing.error * 1.0001)
        index += 1
      }
    }
    #expect(packing.topCount == (0..<size).reduce(0) { $0 + min(64, $1 + 1) })
    var start = 0
    for row in 0..<size {
      let wanted = (0...row).sorted { (map[row, $0], $1) > (map[row, $1], $0) }.prefix(64)
      #expect(cells.topColumns[start..<start + wanted.count].map(Int.init) == Array(wanted), "row \(row)")
      start += wanted.count
    }
  }

  @Test func theStrongestOfASignedRowAreTheFarthestFromZero() {
    let values: [Float] = (0..<200).map { Float($0 * 37 % 200) - 100 } + [.nan, .infinity, -.infinity, 0, -0.0]
    let map = CellMap(
      rows: FigureAxis("", count: 1), columns: FigureAxis("", count: values.count), values: values,
      scale: ColourScale(.redBlue, from: -100, to: 100))
    let wanted = values.indices.filter { !values[$0].isNaN }.sorted { (abs(values[$0]), $1) > (abs(values[$1]), $0) }
    #expect(LevelCells(map).topColumns.map(Int.init) == Array(wanted.prefix(64)))
  }

  @Test func aFigureThatIsTooLargeBecomesCoarserAndSaysSo() {
    let size = 1400
    let figure = Figure.attentionPattern(
      queries: (0..<size).map(String.init), keys: (0..<size).map(String.init),
      values: Gallery.noise(size * size, seed: 3))
    var coarse = PageWriter(data: PageData(for: figure, levels: 15, step: 2), width: 500)
    _ = coarse.body(figure)
    #expect(coarse.data.elements().html.contains("each cell is the strongest of 2 × 2"))
  }

  @Test(.enabled(if: Browser.isThere, "needs Chromium and Python")) func pagesWorkInABrowser() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var expected: [String: [[String]]] = [:]
    for item in Gallery.all + [Gallery.large] {
      try Data(HTMLRenderer().render(item.figure).utf8).write(to: folder.appendingPathComponent(item.name + ".html"))
      guard case .panel(let panel) = item.figure.arrangement, case .cells(let map) = panel.mark, map.texts.isEmpty,
        map.rows.count * map.columns.count > 0
      else { continue }
      let rows = item.name == "large" ? 2 : map.rows.count
      expected[item.name] = (0..<rows).map { row in
        (0..<map.columns.count).map { NumberText.exact(map[row, $0]) }
      }
    }
    try JSONEncoder().encode(expected).write(to: folder.appendingPathComponent("expected.json"))
    // Where screenshots are kept, when someone wants them.
    let screenshots = ProcessInfo.processInfo.environment["WEIR_SCREENSHOTS"]
    let (status, text) = try Browser.run("pages.py", [folder.path] + (screenshots.map { [$0] } ?? []))
    #expect(status == 0, "\(text)")
  }

  private static func digest(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var state = weir_sha256()
    var result = [UInt8](repeating: 0, count: 32)
    weir_sha256_begin(&state)
    weir_sha256_update(&state, bytes, bytes.count)
    weir_sha256_finish(&state, &result)
    return "sha256-" + Base64.text(result)
  }
}
