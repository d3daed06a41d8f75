import CZlib

@testable import WeirFigure

/// Reads the PNG files that figures write: 8-bit RGBA with the filters "none" and "up".
enum PNGDecoder {
  static func image(_ file: [UInt8]) -> PixelImage? {
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    var (place, width, height) = (8, 0, 0)
    var packed: [UInt8] = []
    while place + 12 <= file.count {
      let count = number(file, place)
      let type = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
      if type == "IHDR" { (width, height) = (number(file, place + 8), number(file, place + 12)) }
      if type == "IDAT" { packed += file[place + 8..<place + 8 + count] }
      place += 12 + count
    }
    var size = uLong(height * (width * 4 + 1))
    var rows = [UInt8](repeating: 0, count: Int(size))
    guard uncompress(&rows, &size, packed, uLong(packed.count)) == Z_OK, Int(size) == rows.count else { return nil }
    var rgba: [UInt8] = []
    for row in 0..<height {
      let start = row * (width * 4 + 1)
      for index in 0..<width * 4 {
        let above = rows[start] == 2 ? rgba[(row - 1) * width * 4 + index] : 0
        rgba.append(rows[start + 1 + index] &+ above)
      }
    }
    return PixelImage(width: width, height: height, rgba: rgba)
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
