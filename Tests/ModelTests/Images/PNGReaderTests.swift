import CZlib
import Foundation
import Testing

@testable import WeirModel

/// PNG files of every colour type, depth and interlacing against Pillow's pixels, and files that nobody should write.
struct PNGReaderTests {
  static let names = Fixtures.files("images", suffix: ".png")

  private static func bytes(_ name: String) throws -> [UInt8] { try Fixtures.read(Fixtures.path("images/\(name).png")) }

  @Test func everyKindIsThere() { #expect(Self.names.count == 33) }

  @Test(arguments: names) func pixelsArePillows(name: String) throws {
    let expected = try Checkpoint(safetensors: Fixtures.path("images/pixels.safetensors"))
    let tensor = try expected.tensor(name)
    let picture = try PNGReader.read(Self.bytes(name), path: name).with(channels: 3)
    #expect([3, picture.height, picture.width] == tensor.shape)
    let pixels = try expected.floats(tensor)
    #expect(picture.planes == pixels)
  }

  @Test(arguments: ["t3d4i1", "t2d8i0", "t6d16i1"]) func cutOffFilesAreRefused(prefix: String) throws {
    let name = try #require(Self.names.first { $0.hasPrefix(prefix) })
    let whole = try Self.bytes(name)
    for length in 0..<whole.count {
      #expect(throws: ImageProblem.self) { try PNGReader.read(Array(whole[..<length]), path: name) }
    }
  }

  @Test func everyChangedByteIsNoticed() throws {
    let name = try #require(Self.names.first { $0.hasPrefix("t2d8i1") })
    let whole = try Self.bytes(name)
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 0x10
      #expect(throws: ImageProblem.self, "byte \(place)") { try PNGReader.read(changed, path: name) }
    }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    let body = Array(name.utf8) + data
    return word(data.count) + body + word(Int(crc32(0, body, UInt32(body.count))))
  }

  private static func file(
    width: [UInt8], height: [UInt8], depth: UInt8 = 8, kind: UInt8 = 2, rest: [UInt8] = [0, 0, 0], _ chunks: [UInt8]...
  ) -> [UInt8] {
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", width + height + [depth, kind] + rest)
      + chunks.joined()
  }

  private static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(size))
    compress2(&result, &size, bytes, uLong(bytes.count), 9)
    return Array(result.prefix(Int(size)))
  }

  private static let end = chunk("IEND", [])
  private static let one: [UInt8] = [0, 0, 0, 1]

  /// Files with one thing wrong, and what is said about each.
  private static let hostile: [(bytes: [UInt8], words: String)] = [
    ([], "is no PNG file"), (Array("hello".utf8), "is no PNG file"),
    ([0xff, 0xd8, 0xff, 0xe0], "is a JPEG file, and Weir reads PNG"),
    (Array("GIF89a".utf8), "is a GIF file"), (Array("RIFF....WEBPVP8 ".utf8), "is a WebP file"),
    (file(width: [0, 0, 0, 0], height: one), "its size is 0 × 1"),
    (file(width: [255, 255, 255, 255], height: [255, 255, 255, 255]), "its size is 4294967295"),
    (file(width: [0, 1, 0, 0], height: [0, 1, 0, 0]), "has 65536 × 65536 pixels, more than the 33 554 432"),
    (file(width: one, height: one, depth: 3), "there is no colour type 2 with 3 bits"),
    (file(width: one, height: one, kind: 5), "there is no colour type 5"),
    (file(width: one, height: one, rest: [0, 0, 2]), "interlacing is not one of the format's"),
    (file(width: one, height: one, end), "it has no pixels"),
    (file(width: one, height: one, chunk("ABCD", [])), "its chunk `ABCD` is not known"),
    (file(width: one, height: one, kind: 3, chunk("PLTE", [1, 2])), "its palette has 2 bytes"),
    (file(width: one, height: one, kind: 3, chunk("IDAT", packed([0, 0])), end), "it has no palette"),
    (
      file(width: one, height: one, kind: 3, chunk("PLTE", [1, 2, 3]), chunk("IDAT", packed([0, 1])), end),
      "a colour that its palette has not"
    ),
    (file(width: one, height: one, chunk("IDAT", [1, 2, 3]), end), "its pixels are no zlib stream"),
    (file(width: one, height: one, chunk("IDAT", packed([0, 1])), end), "its pixels end before the last row"),
    (file(width: one, height: one, chunk("IDAT", packed([9, 1, 2, 3])), end), "a row has the filter 9"),
    (file(width: [0, 0, 16, 0], height: [0, 0, 16, 0], chunk("IDAT", []), end), "its pixels end before the last row"),
    (file(width: one, height: one, chunk("IDAT", packed([0, 1, 2, 3]))), "it ends before its last chunk"),
  ]

  @Test(arguments: hostile.indices) func hostileFilesAreRefused(index: Int) throws {
    let (bytes, words) = Self.hostile[index]
    let problem = try #require(throws: ImageProblem.self) { try PNGReader.read(bytes, path: "x.png") }
    #expect(problem.message.contains(words), "\(problem.message)")
  }

  @Test func aBombIsNotUnpackedBeyondItsPixels() throws {
    let bomb = Self.file(
      width: Self.one, height: Self.one,
      Self.chunk("IDAT", Self.packed([0, 7, 8, 9] + [UInt8](repeating: 0, count: 50_000_000))), Self.end)
    #expect(bomb.count < 100_000)
    let picture = try PNGReader.read(bomb, path: "x.png")
    #expect(picture.pixels == [7, 8, 9])
  }
}
