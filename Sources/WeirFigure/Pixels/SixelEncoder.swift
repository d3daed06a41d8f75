// Sixel graphics (VT330/VT340 programmer reference): bands of six rows, one run of characters a colour.

/// Pixels as a sixel sequence.
enum SixelEncoder {
  /// The sequence, with at most 256 colours: those of the picture when they are that few, else the closest of 6 x 7 x 6.
  static func text(_ image: PixelImage) -> String {
    let (palette, indices) = quantised(image)
    var result = "\u{1B}P0;1q\"1;1;\(image.width);\(image.height)"
    for (index, colour) in palette.enumerated() {
      let parts = [colour.red, colour.green, colour.blue].map { String((Int($0) * 100 + 127) / 255) }
      result += "#\(index);2;" + parts.joined(separator: ";")
    }
    for top in stride(from: 0, to: image.height, by: 6) {
      let rows = min(6, image.height - top)
      var used = Set<Int>()
      for row in top..<top + rows {
        for column in 0..<image.width { used.insert(Int(indices[row * image.width + column])) }
      }
      for (place, colour) in used.sorted().enumerated() {
        result += (place > 0 ? "$" : "") + "#\(colour)" + band(indices, colour, top, rows, width: image.width)
      }
      result += "-"
    }
    return result + "\u{1B}\\"
  }

  /// One colour's pixels of six rows; runs of more than three are counted.
  private static func band(_ indices: [UInt8], _ colour: Int, _ top: Int, _ rows: Int, width: Int) -> String {
    var text: [UInt8] = []
    var (last, run) = (UInt8(0), 0)
    func flush() {
      if run > 3 {
        text += Array("!\(run)".utf8) + [last]
      } else {
        text += [UInt8](repeating: last, count: run)
      }
    }
    for column in 0..<width {
      var bits = UInt8(0)
      for row in 0..<rows where Int(indices[(top + row) * width + column]) == colour { bits |= 1 << UInt8(row) }
      let character = bits + 63
      if character != last || run == 0 {
        flush()
        (last, run) = (character, 0)
      }
      run += 1
    }
    // Empty space at the end of a line need not be drawn.
    if last != 63 { flush() }
    return String(decoding: text, as: UTF8.self)
  }

  private static func quantised(_ image: PixelImage) -> (palette: [RGB], indices: [UInt8]) {
    var places: [RGB: Int] = [:]
    var palette: [RGB] = []
    var indices = [UInt8](repeating: 0, count: image.width * image.height)
    for place in indices.indices {
      let colour = image.colour(row: place / image.width, column: place % image.width)
      if let index = places[colour] {
        indices[place] = UInt8(index)
      } else if palette.count < 256 {
        places[colour] = palette.count
        indices[place] = UInt8(palette.count)
        palette.append(colour)
      } else {
        return cube(image)
      }
    }
    return (palette, indices)
  }

  private static func cube(_ image: PixelImage) -> (palette: [RGB], indices: [UInt8]) {
    let level = { (index: Int, count: Int) in UInt8(index * 255 / (count - 1)) }
    let palette = (0..<252).map { RGB(level($0 / 42, 6), level($0 / 6 % 7, 7), level($0 % 6, 6)) }
    let nearest = { (channel: UInt8, count: Int) in (Int(channel) * (count - 1) + 127) / 255 }
    let indices = (0..<image.width * image.height).map { place -> UInt8 in
      let colour = image.colour(row: place / image.width, column: place % image.width)
      return UInt8(nearest(colour.red, 6) * 42 + nearest(colour.green, 7) * 6 + nearest(colour.blue, 6))
    }
    return (palette, indices)
  }
}
