// Other sizes, with the arithmetic of Pillow's `Image.resize` on 8-bit channels, so that the pixels are the same.

import WeirTensor
import WeirText

extension Picture {
  /// The picture in another size.
  /// - Throws: `Interrupted`.
  public func resized(width newWidth: Int, height newHeight: Int, by filter: PictureFilter) throws -> Picture {
    guard newWidth != width || newHeight != height else { return self }
    if filter == .nearest { return nearest(newWidth, newHeight) }
    // What is between the two steps is rounded, so their order matters in the last level. This is Pillow 13's; before it,
    // columns came first always.
    let beginsWithRows = height > newHeight && height - newHeight > 2 * (width - newWidth)
    var result = self
    if beginsWithRows { result = try result.rowsResized(newHeight, filter) }
    if newWidth != width { result = try result.columnsResized(newWidth, filter) }
    if !beginsWithRows, newHeight != height { result = try result.rowsResized(newHeight, filter) }
    return result
  }

  private func nearest(_ newWidth: Int, _ newHeight: Int) -> Picture {
    func places(_ count: Int, _ size: Int) -> [Int] {
      let step = Double(size) / Double(count)
      var place = step * 0.5
      return (0..<count).map { _ in
        defer { place += step }
        return min(size - 1, Int(place))
      }
    }
    let columns = places(newWidth, width)
    let numbers = places(newHeight, height).flatMap { row in
      columns.flatMap { column in
        (0..<channels).map { pixels[(row * width + column) * channels + $0] }
      }
    }
    return Picture(width: newWidth, height: newHeight, channels: channels, pixels: numbers)
  }

  private func columnsResized(_ newWidth: Int, _ filter: PictureFilter) throws -> Picture {
    let kernels = Kernel.all(from: width, to: newWidth, filter)
    var numbers = [UInt8](repeating: 0, count: newWidth * height * channels)
    for row in 0..<height {
      if row % 64 == 0 { try Interrupt.check() }
      for (column, kernel) in kernels.enumerated() {
        let source = (row * width + kernel.first) * channels
        for channel in 0..<channels {
          numbers[(row * newWidth + column) * channels + channel] = kernel.sum(
            pixels, from: source + channel, step: channels)
        }
      }
    }
    return Picture(width: newWidth, height: height, channels: channels, pixels: numbers)
  }

  private func rowsResized(_ newHeight: Int, _ filter: PictureFilter) throws -> Picture {
    let stride = width * channels
    var numbers = [UInt8](repeating: 0, count: newHeight * stride)
    for (row, kernel) in Kernel.all(from: height, to: newHeight, filter).enumerated() {
      if row % 64 == 0 { try Interrupt.check() }
      for place in 0..<stride {
        numbers[row * stride + place] = kernel.sum(pixels, from: kernel.first * stride + place, step: stride)
      }
    }
    return Picture(width: width, height: newHeight, channels: channels, pixels: numbers)
  }
}

/// The pixels that make up one new pixel, and their weights in fixed point.
private struct Kernel {
  let first: Int
  let weights: [Int]

  /// As many bits as keep a sum of 8-bit numbers within 32.
  private static let precision = 22

  static func all(from size: Int, to newSize: Int, _ filter: PictureFilter) -> [Kernel] {
    let scale = Double(size) / Double(newSize)
    let stretch = max(scale, 1)
    let support = filter.support * stretch
    return (0..<newSize).map { place in
      let centre = (Double(place) + 0.5) * scale
      let first = max(0, Int(centre - support + 0.5))
      let end = max(first, min(size, Int(centre + support + 0.5)))
      var weights = (first..<end).map { filter.weight((Double($0) - centre + 0.5) / stretch) }
      let sum = weights.reduce(0, +)
      if sum != 0 { weights = weights.map { $0 / sum } }
      return Kernel(
        first: first,
        weights: weights.map { weight in
          let scaled = weight * Double(1 << precision)
          return Int(weight < 0 ? scaled - 0.5 : scaled + 0.5)
        })
    }
  }

  func sum(_ pixels: [UInt8], from start: Int, step: Int) -> UInt8 {
    var sum = 1 << (Self.precision - 1)
    var place = start
    for weight in weights {
      sum += Int(pixels[place]) * weight
      place += step
    }
    return UInt8(max(0, min(255, sum >> Self.precision)))
  }
}
