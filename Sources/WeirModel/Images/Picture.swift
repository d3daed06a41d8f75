/// A picture of 8-bit numbers, row by row, the channels of a pixel side by side: red, green, blue, or grey alone.
public struct Picture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// 3, or 1 for grey.
  public let channels: Int
  public internal(set) var pixels: [UInt8]

  init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// The same in red, green and blue, or in grey, by the rule of Pillow: ITU-R 601 luma in fixed point.
  public func with(channels wanted: Int) -> Picture {
    switch (channels, wanted) {
    case (1, 3):
      return Picture(width: width, height: height, channels: 3, pixels: pixels.flatMap { [$0, $0, $0] })
    case (3, 1):
      let grey = stride(from: 0, to: pixels.count, by: 3).map { at -> UInt8 in
        let (red, green, blue) = (UInt32(pixels[at]), UInt32(pixels[at + 1]), UInt32(pixels[at + 2]))
        return UInt8((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16)
      }
      return Picture(width: width, height: height, channels: 1, pixels: grey)
    default: return self
    }
  }

  /// The numbers as `[channel, row, column]`.
  public var planes: [Float] {
    (0..<channels).flatMap { channel in
      stride(from: channel, to: pixels.count, by: channels).map { Float(pixels[$0]) }
    }
  }
}
