import Testing
import WeirText

@testable import WeirFigure

@Suite struct PixelTests {
  @Test func kittyGetsPiecesOfAtMost4096Characters() {
    let text = PixelRenderer.kitty([UInt8](repeating: 7, count: 10_000))
    let pieces = text.split(separator: "\u{1B}_G").map(String.init)
    #expect(pieces.count == 4)
    #expect(pieces[0].hasPrefix("a=T,f=100,q=2,m=1;") && pieces[3].hasPrefix("q=2,m=0;"))
    for piece in pieces { #expect((piece.split(separator: ";").last ?? "").count <= 4096 + 3) }
  }

  @Test func sixelsHoldThePixels() {
    // Two rows: red, red, blue / blue, blue, blue.
    let (red, blue): ([UInt8], [UInt8]) = ([255, 0, 0, 255], [0, 0, 255, 255])
    let image = PixelImage(width: 3, height: 2, rgba: red + red + blue + blue + blue + blue)
    #expect(SixelEncoder.text(image) == "\u{1B}P0;1q\"1;1;3;2#0;2;100;0;0#1;2;0;0;100#0@@$#1AAB-\u{1B}\\")
  }

  @Test func manyColoursAreBroughtToAFixedCube() {
    var rgba: [UInt8] = []
    for place in 0..<1024 { rgba += [UInt8(place % 256), UInt8(place / 4), UInt8(place * 7 % 256), 255] }
    let text = SixelEncoder.text(PixelImage(width: 32, height: 32, rgba: rgba))
    #expect(text.contains("#251;2;100;100;100") && !text.contains("#252;"))
  }

  @Test func pngFilesReadBackAsTheirPixels() throws {
    var rgba: [UInt8] = []
    for (index, value) in Gallery.noise(8 * 5 * 4, seed: 6).enumerated() {
      rgba.append(index % 4 == 3 ? 255 : UInt8((value + 1) * 127))
    }
    let file = try #require(PNGEncoder.file(width: 8, height: 5, rgba: rgba))
    #expect(PNGDecoder.image(file) == PixelImage(width: 8, height: 5, rgba: rgba))
  }

  @Test(.enabled(if: GoldenTests.canDraw)) func pdfFilesAreTheSameOnEveryRun() throws {
    let first = try PDFRenderer().render(Gallery.scores)
    #expect(first == (try PDFRenderer().render(Gallery.scores)))
    #expect(first.starts(with: Array("%PDF-".utf8)))
  }

  @Test func numbersKeepTheirWidthAndTheirMeaning() {
    #expect(NumberText.cell(-0.001, decimals: 2) == "0.00")
    #expect(NumberText.cell(1234.5, decimals: 0) == "1235" || NumberText.cell(1234.5, decimals: 0) == "1234")
    #expect(NumberText.cell(.nan, decimals: 2).isEmpty)
    #expect(NumberText.cell(-1e12, decimals: 2) == "-1e12")
    #expect(NumberText.exact(Float(5.2e-6)) == "5.2e-6" && NumberText.exact(Float(3)) == "3")
    #expect(NumberText.bound(0.00196) == "0.0020" && NumberText.bound(0.0171) == "0.018")
    #expect(Ticks(from: -1, to: 1, count: 4).texts == ["-1.0", "-0.5", "0", "0.5", "1.0"])
  }
}
