import CZlib
import WeirTensor
import WeirText

/// Reads PNG files (W3C PNG, third edition) of every colour type and depth into 8 bits a channel, as Pillow does it.
///
/// Transparency, gamma and colour profiles are left aside, and of 16 bits the upper 8 are taken. Every checksum is held, the
/// pixels are unpacked row by row, and no more of them than the header promises.
public struct PNGReader {
  /// Pictures of more pixels are not read.
  public static let pixelLimit = 1 << 25

  private let bytes: [UInt8]
  private let path: String
  private var position = 8
  private var palette: [UInt8] = []

  private init(_ bytes: [UInt8], _ path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The picture in a file's bytes; `path` is what errors call it.
  /// - Throws: `ImageProblem`, `Interrupted`.
  public static func read(_ bytes: [UInt8], path: String) throws -> Picture {
    guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) else {
      throw ImageProblem.notPNG(path: path, found: PictureFormat(bytes))
    }
    var reader = PNGReader(bytes, path)
    return try reader.picture()
  }

  private struct Chunk {
    let name: String
    let data: ArraySlice<UInt8>
    /// A lower-case first letter: what a reader may leave aside.
    var isOptional: Bool { name.utf8.first.map { $0 & 0x20 != 0 } ?? false }
  }

  private func damaged(_ reason: String) -> ImageProblem { .damaged(path: path, reason: reason) }

  private func word(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }

  private mutating func next() throws(ImageProblem) -> Chunk {
    guard position + 12 <= bytes.count else { throw damaged("it ends before its last chunk") }
    let length = word(position)
    guard length <= bytes.count - position - 12 else {
      throw damaged("the chunk at byte \(position) has \(length) bytes, more than the file")
    }
    let name = bytes[(position + 4)..<(position + 8)]
    guard name.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a }) else {
      throw damaged("at byte \(position + 4) no name of a chunk stands")
    }
    let data = bytes[(position + 8)..<(position + 8 + length)]
    let chunk = Chunk(name: String(decoding: name, as: UTF8.self), data: data)
    let sum = bytes[(position + 4)..<(position + 8 + length)].withUnsafeBufferPointer {
      Int(crc32(0, $0.baseAddress, UInt32($0.count)))
    }
    guard sum == word(position + 8 + length) else {
      throw damaged("the checksum of its chunk `\(chunk.name)` at byte \(position) is wrong")
    }
    position += 12 + length
    return chunk
  }

  private mutating func header() throws(ImageProblem) -> PNGHeader {
    let chunk = try next()
    let data = Array(chunk.data)
    guard chunk.name == "IHDR", data.count == 13 else { throw damaged("it does not begin with the chunk `IHDR`") }
    let (width, height) = (word(16), word(20))
    guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else {
      throw damaged("its size is \(width) × \(height)")
    }
    guard let kind = PNGHeader.Kind(rawValue: data[9]), kind.depths.contains(Int(data[8])) else {
      throw damaged("there is no colour type \(data[9]) with \(data[8]) bits")
    }
    guard data[10] == 0, data[11] == 0, data[12] <= 1 else {
      throw damaged("its way of compressing, filtering or interlacing is not one of the format's")
    }
    guard width <= Self.pixelLimit / height else {
      throw .tooLarge(path: path, width: width, height: height, limit: Self.pixelLimit)
    }
    return PNGHeader(width: width, height: height, depth: Int(data[8]), kind: kind, isInterlaced: data[12] == 1)
  }

  private mutating func picture() throws -> Picture {
    let header = try header()
    var chunk = try next()
    while chunk.name != "IDAT" {
      switch chunk.name {
      case "PLTE":
        guard chunk.data.count % 3 == 0, (3...768).contains(chunk.data.count) else {
          throw damaged("its palette has \(chunk.data.count) bytes")
        }
        palette = Array(chunk.data)
      case "IEND": throw damaged("it has no pixels")
      default: guard chunk.isOptional else { throw damaged("its chunk `\(chunk.name)` is not known") }
      }
      chunk = try next()
    }
    guard header.kind != .palette || !palette.isEmpty else { throw damaged("it has no palette") }
    return try pixels(header, first: chunk.data)
  }

  /// Unpacks the rows of all passes.
  private mutating func pixels(_ header: PNGHeader, first: ArraySlice<UInt8>) throws -> Picture {
    guard let inflation = Inflation() else { throw damaged("there is no memory to unpack it") }
    var input = first
    var picture = PNGRows(header, palette)
    for pass in header.passes {
      let width = (header.width - pass.x + pass.stepX - 1) / pass.stepX
      let height = (header.height - pass.y + pass.stepY - 1) / pass.stepY
      guard width > 0, height > 0 else { continue }
      var above = [UInt8](repeating: 0, count: header.rowBytes(width))
      var row = [UInt8](repeating: 0, count: header.rowBytes(width) + 1)
      for line in 0..<height {
        if line % 64 == 0 { try Interrupt.check() }
        try fill(&row, inflation, &input)
        guard PNGRows.unfilter(&row, above, step: max(1, header.bitsPerPixel / 8)) else {
          throw damaged("a row has the filter \(row[0]), which the format does not know")
        }
        above = Array(row.dropFirst())
        guard picture.put(above, width, x: pass.x, stepX: pass.stepX, y: pass.y + line * pass.stepY) else {
          throw damaged("a pixel has a colour that its palette has not")
        }
      }
    }
    try checkEnd()
    return picture.picture
  }

  /// Fills a row, going on to the next chunk where one ends.
  private mutating func fill(
    _ row: inout [UInt8], _ inflation: Inflation, _ input: inout ArraySlice<UInt8>
  ) throws(ImageProblem) {
    var filled = 0
    while true {
      switch inflation.fill(&row, from: filled, &input) {
      case .full: return
      case .broken: throw damaged("its pixels are no zlib stream")
      case .ended: throw damaged("its pixels end before the last row")
      case .hungry(let count):
        filled = count
        guard input.isEmpty else { continue }
        let chunk = try next()
        guard chunk.name == "IDAT" else { throw damaged("its pixels end before the last row") }
        input = chunk.data
      }
    }
  }

  /// What follows the pixels must be whole, too: a file that was cut off is not taken for the whole picture.
  private mutating func checkEnd() throws(ImageProblem) {
    while try next().name != "IEND" {}
  }
}
