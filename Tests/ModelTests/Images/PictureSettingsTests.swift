import Foundation
import Testing

@testable import WeirModel

/// What `preprocessor_config.json` says against the image processors of transformers 5, and files that say it wrongly.
struct PictureSettingsTests {
  static let folders =
    ((try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path("images/settings"))) ?? []).sorted()

  @Test func everyFilterIsThere() { #expect(Self.folders.count == 12) }

  @Test(arguments: folders) func preparedPixelsAreTransformers(name: String) throws {
    let folder = Fixtures.path("images/settings/\(name)")
    let settings = try PictureSettings(folder: folder, imageSize: 1)
    let expected = try Checkpoint(safetensors: "\(folder)/expected.safetensors")
    for tensor in expected.tensors {
      let bytes = try Fixtures.read(Fixtures.path("images/\(tensor.name).png"))
      let picture = try PNGReader.read(bytes, path: tensor.name).with(channels: 3)
      let (numbers, rows, columns) = try settings.prepare(picture)
      // The file of the whole size keeps every sixteenth row and column.
      let step = name == "vitdefault" ? 16 : 1
      #expect([3, (rows + step - 1) / step, (columns + step - 1) / step] == tensor.shape)
      let kept = (0..<3).flatMap { channel in
        stride(from: 0, to: rows, by: step).flatMap { row in
          stride(from: 0, to: columns, by: step).map { numbers[(channel * rows + row) * columns + $0] }
        }
      }
      let wanted = try expected.floats(tensor)
      let difference = zip(kept, wanted).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference < 1e-6, "\(tensor.name) differs by \(difference)")
    }
  }

  @Test func withoutAFileTheModelsSizeCounts() throws {
    try Fixtures.withFolder { folder in
      let settings = try PictureSettings(folder: folder, imageSize: 30)
      #expect(settings == .usual(side: 30))
    }
  }

  @Test(arguments: [
    ("{", "is not valid JSON"), ("[]", "an object is expected"), (#"{"size": "big"}"#, #"`size` of"#),
    (#"{"size": {"longest_edge": 5}}"#, "a side, `height` and `width`, or `shortest_edge`"),
    (#"{"size": 100000}"#, "a side of 1 to 8192 pixels"), (#"{"resample": 9}"#, "one of Pillow's filters, 0 to 5"),
    (#"{"image_std": [0, 1, 1]}"#, "numbers other than 0"), (#"{"do_pad": true}"#, "`do_pad`"),
    (#"{"do_resize": 1}"#, "true or false"), (#"{"do_splice": true}"#, "has `do_splice`, which Weir does not know"),
    (#"{"image_processor_type": "CLIPImageProcessor"}"#, "ViTImageProcessor or DeiTImageProcessor is expected"),
    (#"{"crop_size": {"shortest_edge": 4}}"#, "`crop_size`"),
  ])
  func wrongSettingsAreRefused(text: String, words: String) throws {
    try Fixtures.withFolder { folder in
      try Fixtures.write(text, to: "\(folder)/preprocessor_config.json")
      let problem = try #require(throws: ImageProblem.self) { try PictureSettings(folder: folder, imageSize: 8) }
      #expect(problem.message.contains(words), "\(problem.message)")
    }
  }

  @Test func settingsForOtherChannelsAreRefused() throws {
    var settings = PictureSettings.usual(side: 2)
    settings.mean = [0, 0]
    let grey = Picture(width: 1, height: 1, channels: 3, pixels: [1, 2, 3])
    #expect(throws: ImageProblem.self) { try settings.prepare(grey) }
  }
}
