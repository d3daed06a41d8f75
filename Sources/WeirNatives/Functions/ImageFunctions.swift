// Pictures from files, as they are and as a model of images reads them.

import WeirLanguage
import WeirModel
import WeirTensor

enum ImageFunctions {
  static func functions(_ world: World, _ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("image") { call in
        let path = try call.string(0)
        let size = try call.integer(named: "size")
        if let size, !(1...8192).contains(size) {
          throw ImageProblem.badSetting(
            "size", found: "\(size)", expected: "a side of 1 to 8192 pixels", path: "image")
        }
        let model = try call.model(shelf)
        let patches = model.configuration.embedding.patches
        guard let side = size ?? patches?.imageSize else {
          throw ModelProblem.takesNoImage(model: model.text)
        }
        var settings =
          try patches == nil
          ? nil
          : model.folder.map {
            try PictureSettings(folder: $0.entry.folder, imageSize: side)
          }
        if size != nil {
          settings?.size = .exact(rows: side, columns: side)
          settings?.crop = nil
        }
        let picture = try PNGReader.read(world.read(path), path: path).with(channels: patches?.channels ?? 3)
        let (numbers, rows, columns) = try (settings ?? .usual(side: side)).prepare(picture)
        return .object(TensorObject(Self.tensor(numbers, picture.channels, rows, columns)))
      },
      NativeFunction("read_image") { call in
        let path = try call.string(0)
        let picture = try PNGReader.read(world.read(path), path: path).with(channels: 3)
        try TensorMemory.reserve([Axis("numbers", picture.pixels.count)])
        return .object(TensorObject(Self.tensor(picture.planes, 3, picture.height, picture.width)))
      },
    ]
  }

  private static func tensor(_ numbers: [Float], _ channels: Int, _ rows: Int, _ columns: Int) -> Tensor {
    Tensor([Axis("channel", channels), Axis("row", rows), Axis("column", columns)], numbers)
  }
}
