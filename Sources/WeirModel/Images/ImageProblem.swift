import WeirText

/// What is wrong with a picture file, or with what a folder says about preparing pictures.
public enum ImageProblem: Problem, Equatable {
  case badSetting(String, found: String, expected: String, path: String)
  case cannotReadSettings(path: String, reason: String)
  case damaged(path: String, reason: String)
  case notPNG(path: String, found: PictureFormat?)
  case settingsNotJSON(path: String, JSONProblem)
  case tooLarge(path: String, width: Int, height: Int, limit: Int)
  case unknownSettings([String], path: String)
}

extension ImageProblem {
  public var code: String {
    switch self {
    case .notPNG: "E4411"
    case .damaged: "E4412"
    case .tooLarge: "E4413"
    case .cannotReadSettings, .settingsNotJSON: "E4414"
    case .badSetting: "E4415"
    case .unknownSettings: "E4416"
    }
  }

  public var message: String {
    switch self {
    case .badSetting(let key, let found, let expected, let path):
      "`\(key)` of `\(path)` is \(found), where \(expected) is expected"
    case .cannotReadSettings(let path, let reason): "cannot read `\(path)`: \(reason)"
    case .damaged(let path, let reason): "`\(path)` is a damaged PNG file: \(reason)"
    case .notPNG(let path, nil): "`\(path)` is no PNG file"
    case .notPNG(let path, let format?): "`\(path)` is a \(format.rawValue) file, and Weir reads PNG"
    case .settingsNotJSON(let path, let problem):
      "`\(path)` is not valid JSON: \(problem.sentence), at byte \(problem.offset)"
    case .tooLarge(let path, let width, let height, let limit):
      "`\(path)` has \(width) × \(height) pixels, more than the \(Count.grouped(limit)) that are read"
    case .unknownSettings(let keys, let path):
      "`\(path)` has \(keys.map { "`\($0)`" }.joined(separator: ", ")), which Weir does not know"
    }
  }

  public var help: [String] {
    switch self {
    case .notPNG(let path, _?):
      [
        "`convert \"\(path)\" picture.png` (ImageMagick) writes a PNG, and so does "
          + "`python3 -c 'from PIL import Image; Image.open(\"\(path)\").convert(\"RGB\").save(\"picture.png\")'`"
      ]
    case .notPNG: ["a model of images also takes a tensor `[channel, row, column]` of prepared numbers"]
    case .tooLarge: ["`convert \"picture.png\" -resize 1024x1024 small.png` (ImageMagick) makes it smaller"]
    case .unknownSettings, .badSetting:
      [
        "prepare the numbers elsewhere, and run the tensor `[channel, row, column]`: `run read_tensors(\"x.safetensors\")`"
      ]
    default: []
    }
  }
}
