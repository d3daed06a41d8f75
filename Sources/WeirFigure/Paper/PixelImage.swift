/// Opaque pixels `[row, column, RGBA]`.
struct PixelImage: Sendable, Equatable {
  let width: Int
  let height: Int
  let rgba: [UInt8]

  /// The colour of a pixel.
  func colour(row: Int, column: Int) -> RGB {
    let place = (row * width + column) * 4
    return RGB(rgba[place], rgba[place + 1], rgba[place + 2])
  }
}
