import WeirText

/// Writes tensors as a safetensors file: 8 bytes of length, a header in JSON, then the numbers as float32.
///
/// Axis names and labels stand in `__metadata__`, as `TensorMetadata` says.
public enum SafetensorsFile {
  /// The bytes of a file with the named tensors, in this order; names must differ.
  public static func encode(_ tensors: [(name: String, tensor: Tensor)]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("__metadata__")
      writer.object { writer in
        writer.key("producer")
        writer.value("weir")
        for (name, tensor) in tensors {
          for (key, text) in TensorMetadata.encode(tensor, name: name) {
            writer.key(key)
            writer.value(text)
          }
        }
      }
      var offset = 0
      for (name, tensor) in tensors {
        writer.key(name)
        writer.object { writer in
          writer.key("dtype")
          writer.value("F32")
          writer.key("shape")
          writer.array { writer in tensor.shape.forEach { writer.value($0) } }
          writer.key("data_offsets")
          writer.array { writer in
            writer.value(offset)
            writer.value(offset + tensor.byteCount)
          }
        }
        offset += tensor.byteCount
      }
    }
    var header = writer.bytes
    // The numbers begin at a multiple of 8; the format allows blanks behind the header.
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + tensors.reduce(0) { $0 + $1.tensor.byteCount })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += header
    for (_, tensor) in tensors { tensor.appendLittleEndian(to: &bytes) }
    return bytes
  }
}
