// What pictures look like, byte for byte. `WEIR_UPDATE_GOLDENS=1 swift test --filter GoldenTests` writes them anew; look at
// the difference before you keep it.
import CPaper
import Foundation
import Testing

@testable import WeirFigure

@Suite struct GoldenTests {
  /// Pictures that hold deflated data, whose bytes depend on the zlib at hand.
  private static let packed: Set<String> = ["pattern-64", "pattern-200"]
  /// Pictures whose fonts differ between machines: scripts that the named font does not have.
  private static let foreign: Set<String> = ["hostile", "hostile-tokens", "table"]

  @Test(arguments: Gallery.all) func plainText(_ item: Gallery.Item) throws {
    try compare(TerminalRenderer(width: 80).render(item.figure), with: "text/\(item.name).txt")
  }

  @Test(arguments: Gallery.all) func plainASCII(_ item: Gallery.Item) throws {
    guard ["heads", "lines", "table", "scores"].contains(item.name) else { return }
    try compare(
      TerminalRenderer(width: 80, characters: .ascii).render(item.figure), with: "text/\(item.name).ascii.txt")
  }

  @Test(arguments: Gallery.all) func colouredText(_ item: Gallery.Item) throws {
    let wide = item.name == "heads" || item.name == "multiples"
    let renderer = TerminalRenderer(width: wide ? 120 : 80, depth: .truecolour)
    try compare(renderer.render(item.figure), with: "colour/\(item.name).ansi")
  }

  @Test(arguments: Gallery.all) func vectorGraphics(_ item: Gallery.Item) throws {
    guard !Self.packed.contains(item.name) else { return }
    try compare(SVGRenderer().render(item.figure), with: "svg/\(item.name).svg")
  }

  @Test(arguments: Gallery.all) func pages(_ item: Gallery.Item) throws {
    let fragment = HTMLRenderer().fragment(item.figure)
    guard !fragment.contains("\"packed\":true") else { return }
    try compare(fragment, with: "html/\(item.name).html")
  }

  @Test(.enabled(if: Self.canDraw, "needs Cairo, Pango and Liberation Sans"), arguments: Gallery.all)
  func pixels(_ item: Gallery.Item) throws {
    guard !Self.foreign.contains(item.name) else { return }
    let renderer = PNGRenderer(resolution: 72)
    let file = try renderer.render(item.figure)
    let image = try #require(PNGDecoder.image(file))
    #expect(try renderer.pixels(item.figure) == image, "the file does not hold the pixels that were drawn")
    let place = Self.folder.appendingPathComponent("png/\(item.name).png")
    if Self.updates { return try Self.write(Data(file), to: place) }
    let golden = try #require(PNGDecoder.image([UInt8](Data(contentsOf: place))), "no golden for \(item.name)")
    #expect(golden.width == image.width && golden.height == image.height)
    guard golden.rgba.count == image.rgba.count else { return }
    // Versions of FreeType round the edges of letters differently; anything more is another picture.
    let far = zip(golden.rgba, image.rgba).count { abs(Int($0) - Int($1)) > 40 }
    #expect(far * 200 <= image.rgba.count, "\(item.name): \(far) of \(image.rgba.count) channels differ")
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
  static let updates = ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] != nil

  static let canDraw: Bool = {
    let fonts = ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2"]
    return weir_paper_is_there() != 0
      && fonts.contains { FileManager.default.fileExists(atPath: $0 + "/LiberationSans-Regular.ttf") }
  }()

  private func compare(_ text: String, with name: String) throws {
    let place = Self.folder.appendingPathComponent(name)
    if Self.updates { return try Self.write(Data(text.utf8), to: place) }
    let golden = try String(decoding: Data(contentsOf: place), as: UTF8.self)
    #expect(text == golden, "\(name) is drawn differently")
  }

  private static func write(_ data: Data, to place: URL) throws {
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: place)
  }
}
