// Reading texts, tables and tensors, and writing plain text.

import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

enum FileFunctions {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("print") { call in
        world.write((call[0].asList ?? []).map(\.text).joined(separator: " ") + "\n")
        return .none
      },
      NativeFunction("read_csv") { call in
        .object(TableObject(try Table(csv: world.readText(call.string(0)))))
      },
      NativeFunction("read_json") { call in
        let bytes = try world.read(call.string(0))
        return Value(try JSON(bytes: Array(bytes.dropFirst(ByteOrderMark.length(in: bytes)))))
      },
      NativeFunction("read_lines") { call in
        Value(lines(of: try world.readText(call.string(0))))
      },
      NativeFunction("read_tensors") { call in try tensors(call.string(0), world) },
      NativeFunction("read_text") { call in Value(try world.readText(call.string(0))) },
    ]
  }

  /// The lines of a text, ended by LF or CR LF; found by bytes, since the two are one character together.
  private static func lines(of text: String) -> [Value] {
    var lines: [Value] = []
    var rest = text.utf8[...]
    while !rest.isEmpty, lines.count & 0xFFF != 0 || !Interrupt.isRequested {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = rest[..<end]
      lines.append(Value(String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))))
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
    }
    return lines
  }

  /// The one tensor of a `.npy` file; the tensors of a `.safetensors` file as a record, a single `value` alone.
  private static func tensors(_ path: String, _ world: World) throws -> Value {
    if FilePath.pathExtension(path) == "npy" { return .object(TensorObject(try NpyFile.decode(world.read(path)))) }
    let resolved = try world.readable(path)
    let checkpoint = try Checkpoint(safetensors: resolved)
    world.recordRead(resolved, byteCount: checkpoint.byteCount)
    let tensors = try checkpoint.tensors.map { stored in
      let axes = zip(Tensor.defaultNames(rank: stored.shape.count), stored.shape).map { Axis($0, $1) }
      let plain = Tensor(axes, try checkpoint.floats(stored))
      let named = try TensorMetadata.decode(checkpoint.metadata, name: stored.name, tensor: plain)
      return (stored.name, Value.object(TensorObject(named)))
    }
    if tensors.count == 1, tensors[0].0 == "value" { return tensors[0].1 }
    return Value(fields: tensors)
  }
}
