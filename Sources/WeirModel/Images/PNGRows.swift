/// The rows of a PNG file on their way to a picture.
struct PNGRows {
  private let header: PNGHeader
  private let palette: [UInt8]
  private(set) var picture: Picture

  init(_ header: PNGHeader, _ palette: [UInt8]) {
    self.header = header
    self.palette = palette
    let isGrey = header.kind == .grey || header.kind == .greyAlpha
    let channels = isGrey ? 1 : 3
    picture = Picture(
      width: header.width, height: header.height, channels: channels,
      pixels: [UInt8](repeating: 0, count: header.width * header.height * channels))
  }

  /// Takes a row's filter back (section 9 of the format); false where there is no such filter.
  ///
  /// The row begins with the filter's byte; `above` is the row before without it.
  static func unfilter(_ row: inout [UInt8], _ above: [UInt8], step: Int) -> Bool {
    let count = above.count
    switch row[0] {
    case 0: break
    case 1:
      for i in stride(from: step, to: count, by: 1) { row[i + 1] &+= row[i + 1 - step] }
    case 2:
      for i in 0..<count { row[i + 1] &+= above[i] }
    case 3:
      for i in 0..<count {
        let left = i >= step ? Int(row[i + 1 - step]) : 0
        row[i + 1] &+= UInt8((left + Int(above[i])) / 2)
      }
    case 4:
      for i in 0..<count {
        let left = i >= step ? Int(row[i + 1 - step]) : 0
        let corner = i >= step ? Int(above[i - step]) : 0
        row[i + 1] &+= paeth(left, Int(above[i]), corner)
      }
    default: return false
    }
    return true
  }

  private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let guess = left + above - corner
    let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return UInt8(a <= b && a <= c ? left : b <= c ? above : corner)
  }

  /// Puts a row of a pass into the picture; false where a pixel has no colour in the palette.
  mutating func put(_ row: [UInt8], _ width: Int, x: Int, stepX: Int, y: Int) -> Bool {
    let (samples, channels) = (header.kind.samples, picture.channels)
    var target = (y * picture.width + x) * channels
    for pixel in 0..<width {
      let first = sample(row, pixel * samples)
      if header.kind == .palette {
        guard 3 * first + 2 < palette.count else { return false }
        for channel in 0..<3 { picture.pixels[target + channel] = palette[3 * first + channel] }
      } else {
        picture.pixels[target] = UInt8(truncatingIfNeeded: first)
        for channel in 1..<max(1, channels) {
          picture.pixels[target + channel] = UInt8(truncatingIfNeeded: sample(row, pixel * samples + channel))
        }
      }
      target += stepX * channels
    }
    return true
  }

  /// A sample in 8 bits; in a palette its number.
  private func sample(_ row: [UInt8], _ index: Int) -> Int {
    switch header.depth {
    case 8: return Int(row[index])
    case 16: return Int(row[2 * index])
    default:
      let depth = header.depth
      let bit = index * depth
      let value = Int(row[bit / 8]) >> (8 - depth - bit % 8) & (1 << depth - 1)
      // Small depths are spread over 0 ... 255.
      return header.kind == .palette ? value : value * 255 / (1 << depth - 1)
    }
  }
}
