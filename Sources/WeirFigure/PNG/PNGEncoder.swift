// PNG files (W3C PNG, third edition): 8-bit RGBA or palette images, one deflated block, no time and no text in them, so
// equal pixels give equal bytes.

/// Writes pixels as a PNG file.
enum PNGEncoder {
  /// A file of RGBA pixels `[row, column, channel]`, or nil when there is no memory for it.
  static func file(width: Int, height: Int, rgba: [UInt8], pixelsPerMetre: UInt32? = nil) -> [UInt8]? {
    guard width > 0, height > 0, rgba.count == width * height * 4 else { return nil }
    var rows: [UInt8] = []
    rows.reserveCapacity(height * (width * 4 + 1))
    for row in 0..<height {
      // Filter 2, "up": equal rows become zeros.
      rows.append(row == 0 ? 0 : 2)
      let start = row * width * 4
      for index in start..<start + width * 4 {
        rows.append(row == 0 ? rgba[index] : rgba[index] &- rgba[index - width * 4])
      }
    }
    guard let packed = Deflate.zlib(rows) else { return nil }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, 6, 0, 0, 0])
    if let pixelsPerMetre { file += chunk("pHYs", big(pixelsPerMetre) + big(pixelsPerMetre) + [1]) }
    return file + chunk("IDAT", packed) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return big(UInt32(data.count)) + body + big(Deflate.crc32(body))
  }

  private static func big(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }
}
