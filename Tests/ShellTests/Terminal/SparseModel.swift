import Foundation

/// A folder with a model of GPT-2 small's shape whose weights are all zero: the file has holes instead of numbers, so
/// that it takes no room, and the engine does all of the work.
///
/// Removed with this object.
final class SparseModel {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-sparse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.configuration.write(to: folder.appending(path: "config.json"), atomically: true, encoding: .utf8)
    try writeWeights()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let configuration = """
    {"model_type": "gpt2", "n_layer": 12, "n_head": 12, "n_embd": 768, "n_positions": 1024, "n_ctx": 1024,
     "vocab_size": 50257, "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new",
     "bos_token_id": 50256, "eos_token_id": 50256}
    """

  /// Names and shapes of the tensors.
  private static var shapes: [(String, [Int])] {
    let layer: [(String, [Int])] = [
      ("ln_1.weight", [768]), ("ln_1.bias", [768]), ("ln_2.weight", [768]), ("ln_2.bias", [768]),
      ("attn.c_attn.weight", [768, 2304]), ("attn.c_attn.bias", [2304]),
      ("attn.c_proj.weight", [768, 768]), ("attn.c_proj.bias", [768]),
      ("mlp.c_fc.weight", [768, 3072]), ("mlp.c_fc.bias", [3072]),
      ("mlp.c_proj.weight", [3072, 768]), ("mlp.c_proj.bias", [768]),
    ]
    let ends: [(String, [Int])] = [
      ("wte.weight", [50257, 768]), ("wpe.weight", [1024, 768]), ("ln_f.weight", [768]), ("ln_f.bias", [768]),
    ]
    return ends + (0..<12).flatMap { l in layer.map { ("h.\(l).\($0.0)", $0.1) } }
  }

  private func writeWeights() throws {
    var offset = 0
    let fields = Self.shapes.map { name, shape in
      defer { offset += shape.reduce(4, *) }
      return
        "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(offset),\(offset + shape.reduce(4, *))]}"
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    let size = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    let file = folder.appending(path: "model.safetensors")
    try Data(size + header).write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: UInt64(8 + header.count + offset))
    try handle.close()
  }
}
