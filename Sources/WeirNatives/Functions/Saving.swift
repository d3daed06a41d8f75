// What `save` writes, by the extension of the file's name.

import WeirFigure
import WeirLanguage
import WeirTensor
import WeirText

enum Saving {
  /// A kind of file: its extensions and the bytes for a value, nil when the value cannot be written so.
  private struct Format {
    let name: String
    let bytes: (Value, PictureOptions) throws -> [UInt8]?
  }

  private static func formats(_ world: World) -> [Format] {
    [
      Format(name: "svg") { value, options in
        try Figure.of(value, options).map { Array(SVGRenderer().render($0).utf8) }
      },
      Format(name: "html") { value, options in
        try Figure.of(value, options).map { Array(HTMLRenderer().render($0).utf8) }
      },
      Format(name: "pdf") { value, options in try Figure.of(value, options).map { try PDFRenderer().render($0) } },
      Format(name: "png") { value, options in try Figure.of(value, options).map { try PNGRenderer().render($0) } },
      Format(name: "txt") { value, options in
        if let text = value.asString { return Array((text + "\n").utf8) }
        let renderer = Terminal(width: 100, height: 60).renderer
        return try Figure.of(value, options).map { Array(renderer.render($0).utf8) }
      },
      Format(name: "csv") { value, _ in
        if let table = value.asObject(TableObject.self)?.table { return Array(table.csv.utf8) }
        return try value.asTensor().map { Array(TensorCSV.encode($0).utf8) }
      },
      Format(name: "md") { value, _ in
        if let text = value.asString { return Array(text.utf8) }
        return value.asObject(TableObject.self).map { Array($0.table.markdown.utf8) }
      },
      Format(name: "tex") { value, _ in value.asObject(TableObject.self).map { Array($0.table.tex.utf8) } },
      Format(name: "json") { value, _ in
        Array(try value.json().utf8)
      },
      Format(name: "npy") { value, _ in try value.asTensor().map(NpyFile.encode) },
      Format(name: "safetensors") { value, _ in try safetensors(value) },
    ]
  }

  /// Writes a value to a file.
  static func save(_ value: Value, to path: String, _ options: PictureOptions, _ world: World) throws {
    let name = FilePath.pathExtension(path)
    let formats = formats(world)
    guard let format = formats.first(where: { $0.name == name }) else {
      throw NativeProblem.unknownExtension(name, kinds: formats.map(\.name))
    }
    guard let bytes = try format.bytes(value, options) else {
      let allowed = formats.filter { ((try? $0.bytes(value, PictureOptions())) ?? nil) != nil }.map(\.name)
      throw NativeProblem.cannotSave(found: value.summary, extension: name, allowed: allowed)
    }
    try world.write(bytes, to: path)
  }

  /// One tensor a field of a record; a single tensor is named `value`.
  private static func safetensors(_ value: Value) throws -> [UInt8]? {
    guard let record = value.asRecord else {
      return try value.asTensor().map { SafetensorsFile.encode([("value", $0)]) }
    }
    let tensors = try record.fields.map { key, value in (name: key, tensor: try value.asTensor()) }
    guard tensors.allSatisfy({ $0.tensor != nil }) else { return nil }
    return SafetensorsFile.encode(tensors.compactMap { part in part.tensor.map { (part.name, $0) } })
  }
}
