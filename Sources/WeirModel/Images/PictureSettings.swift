import WeirTensor
import WeirText

/// How a model's pictures are prepared: what its `preprocessor_config.json` says, with the defaults of the image processor
/// in transformers that it names.
public struct PictureSettings: Sendable, Hashable {
  /// The size that a picture is brought to, or nil to leave it.
  public var size: Size?
  public var filter: PictureFilter
  /// The part in the middle that is kept, as rows and columns.
  public var crop: [Int]?
  /// What the 8-bit numbers are multiplied by.
  public var scale: Double?
  /// What is subtracted from each channel, and what it is divided by then.
  public var mean: [Double]
  public var deviation: [Double]

  /// The size of a picture.
  public enum Size: Sendable, Hashable {
    /// Rows and columns, whatever the picture's own proportions.
    case exact(rows: Int, columns: Int)
    /// The shorter side; the longer one in proportion.
    case shortest(Int)
  }

  /// What ViT's own processor does with pictures for a model of this size.
  public static func usual(side: Int) -> PictureSettings {
    PictureSettings(
      size: .exact(rows: side, columns: side), filter: .bilinear, crop: nil, scale: 1 / 255,
      mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5])
  }

  /// What DeiT's processor does: a part of a larger picture.
  static var deit: PictureSettings {
    PictureSettings(
      size: .exact(rows: 256, columns: 256), filter: .bicubic, crop: [224, 224], scale: 1 / 255,
      mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5])
  }
}

extension PictureSettings {
  /// What is done with a picture, step by step, in words.
  public var steps: [String] {
    func list(_ numbers: [Double]) -> String { numbers.map { SignificantDigits.text($0) }.joined(separator: " ") }
    var steps: [String] = []
    switch size {
    case .exact(let rows, let columns)?: steps.append("brought to \(columns) × \(rows) pixels (\(filter))")
    case .shortest(let side)?: steps.append("its shorter side brought to \(side) pixels (\(filter))")
    case nil: break
    }
    if let crop { steps.append("the middle \(crop[1]) × \(crop[0])") }
    if let scale { steps.append("times \(SignificantDigits.text(scale))") }
    if !mean.isEmpty { steps += ["less \(list(mean))", "by \(list(deviation))"] }
    return steps
  }

  /// Reads a folder's `preprocessor_config.json`; where there is none, ViT's usual processor for the model's own size.
  public init(folder: String, imageSize: Int) throws(ImageProblem) {
    let path = "\(folder)/preprocessor_config.json"
    guard FileSystem.exists(path) else {
      self = .usual(side: imageSize)
      return
    }
    switch FileSystem.read(path, limit: 1 << 20) {
    case .failure(let failure): throw .cannotReadSettings(path: path, reason: failure.reason)
    case .success(let bytes):
      do {
        let json = try JSON(bytes: bytes)
        var reader = PictureSettingsReader(json, path: path)
        self = try reader.settings()
      } catch let problem as JSONProblem {
        throw .settingsNotJSON(path: path, problem)
      } catch let problem as ImageProblem {
        throw problem
      } catch {
        throw .cannotReadSettings(path: path, reason: "\(error)")
      }
    }
  }

  /// A picture as numbers `[channel, row, column]`, with its rows and columns.
  /// - Throws: `ImageProblem` where the settings are for another number of channels, `Interrupted`.
  public func prepare(_ picture: Picture) throws -> (numbers: [Float], rows: Int, columns: Int) {
    for (key, list) in [("image_mean", mean), ("image_std", mean.isEmpty ? [] : deviation)] {
      guard list.count <= 1 || list.count == picture.channels else {
        throw ImageProblem.badSetting(
          key, found: "a list of \(list.count)", expected: "one number, or \(picture.channels)",
          path: "preprocessor_config.json")
      }
    }
    var picture = picture
    switch size {
    case .exact(let rows, let columns)?: picture = try picture.resized(width: columns, height: rows, by: filter)
    case .shortest(let side)?:
      let longer = { (long: Int, short: Int) in max(1, Int(Double(side * long) / Double(short))) }
      let isUpright = picture.width <= picture.height
      picture = try picture.resized(
        width: isUpright ? side : longer(picture.width, picture.height),
        height: isUpright ? longer(picture.height, picture.width) : side, by: filter)
    case nil: break
    }
    if let crop { picture = picture.middle(rows: crop[0], columns: crop[1]) }
    var numbers = picture.planes
    if let scale { numbers = numbers.map { Float(Double($0) * scale) } }
    if !mean.isEmpty {
      let plane = picture.width * picture.height
      for index in numbers.indices {
        let channel = plane > 0 ? index / plane : 0
        let (middle, width) = (mean[min(channel, mean.count - 1)], deviation[min(channel, deviation.count - 1)])
        numbers[index] = (numbers[index] - Float(middle)) / Float(width)
      }
    }
    return (numbers, picture.height, picture.width)
  }
}

extension Picture {
  /// The middle of the picture; black stands around one that is smaller.
  func middle(rows: Int, columns: Int) -> Picture {
    // Rounded down, as in transformers' `center_crop`.
    let (top, left) = ((height - rows) >> 1, (width - columns) >> 1)
    var result = Picture(
      width: columns, height: rows, channels: channels, pixels: [UInt8](repeating: 0, count: rows * columns * channels))
    for row in 0..<rows where (0..<height).contains(row + top) {
      for column in 0..<columns where (0..<width).contains(column + left) {
        for channel in 0..<channels {
          result.pixels[(row * columns + column) * channels + channel] =
            pixels[((row + top) * width + column + left) * channels + channel]
        }
      }
    }
    return result
  }
}
