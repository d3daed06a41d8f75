/// What the first chunk of a PNG file says.
struct PNGHeader: Equatable {
  let width: Int
  let height: Int
  let depth: Int
  let kind: Kind
  let isInterlaced: Bool

  /// The colour types of the format (W3C PNG, third edition, table 12).
  enum Kind: UInt8 {
    case grey = 0
    case colour = 2
    case palette = 3
    case greyAlpha = 4
    case colourAlpha = 6

    var samples: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .colour: 3
      case .colourAlpha: 4
      }
    }

    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .colour, .greyAlpha, .colourAlpha: [8, 16]
      }
    }
  }

  var bitsPerPixel: Int { depth * kind.samples }

  /// The bytes of a row of so many pixels, without its filter byte.
  func rowBytes(_ width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }

  /// Every how many-th pixel a pass has, and where it begins: one pass, or the seven of Adam7.
  var passes: [(x: Int, y: Int, stepX: Int, stepY: Int)] {
    guard isInterlaced else { return [(0, 0, 1, 1)] }
    return [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
  }
}
