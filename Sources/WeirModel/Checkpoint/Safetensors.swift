import WeirText

/// Reads the header of a safetensors file: 8 bytes of length, JSON of that length, then the numbers without gaps.
///
/// The checks are those of the format's reference implementation, so that no two readers see different tensors in one
/// file: no overlaps, no gaps, sizes that follow from shape and type, nothing beyond the end.
enum Safetensors {
  /// The reference implementation's limit for the header, in bytes.
  static let headerLimit = 100_000_000

  struct Header {
    var tensors: [StoredTensor]
    var metadata: [String: String]
  }

  static func readHeader(_ file: MappedFile, index: Int) throws(CheckpointProblem) -> Header {
    let path = file.path
    guard file.count >= 8 else { throw .truncated(path: path, size: file.count, needed: 8) }
    let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(headerLimit) else { throw .headerTooLong(path: path, length: length, limit: headerLimit) }
    let dataStart = 8 + Int(length)
    guard dataStart <= file.count else { throw .truncated(path: path, size: file.count, needed: dataStart) }
    let json: JSON
    do {
      json = try JSON(bytes: Array(file.bytes[8..<dataStart]), depthLimit: 16)
    } catch {
      throw .headerNotJSON(path: path, error)
    }
    guard json.kind == .object else { throw .badHeader(path: path, "it is no object") }
    if let twice = json.firstDuplicateKey?.string { throw .duplicateTensor(twice, first: path, second: path) }

    var header = Header(tensors: [], metadata: [:])
    var ends: [Int] = []
    header.tensors.reserveCapacity(json.count)
    for (key, value) in json.members {
      let name = key.string ?? ""
      if name == "__metadata__" {
        header.metadata = try metadata(value, path)
        continue
      }
      let entry = Entry(name: name, json: value, path: path, dataSize: file.count - dataStart)
      let (tensor, end) = try entry.tensor(file: index, dataStart: dataStart)
      header.tensors.append(tensor)
      ends.append(end)
    }
    header.tensors.sort { ($0.offset, $0.byteCount) < ($1.offset, $1.byteCount) }
    try checkTiling(header.tensors, file, dataStart)
    return header
  }

  private static func metadata(_ json: JSON, _ path: String) throws(CheckpointProblem) -> [String: String] {
    guard json.kind == .object else { throw .badHeader(path: path, "`__metadata__` is no object") }
    var texts: [String: String] = [:]
    for (key, value) in json.members {
      guard let name = key.string, let text = value.string else {
        throw .badHeader(path: path, "`__metadata__` holds \(value.excerpt()), where only strings are allowed")
      }
      texts[name] = text
    }
    return texts
  }

  /// Tensors, sorted by offset, must cover the data exactly.
  private static func checkTiling(
    _ tensors: [StoredTensor], _ file: MappedFile, _ dataStart: Int
  ) throws(CheckpointProblem) {
    var end = dataStart
    var previous: StoredTensor?
    for tensor in tensors {
      if tensor.offset < end, let previous {
        throw .overlap(previous.name, tensor.name, path: file.path)
      }
      guard tensor.offset == end else {
        throw .gap(path: file.path, before: tensor.name, bytes: tensor.offset - end)
      }
      end += tensor.byteCount
      previous = tensor
    }
    guard end == file.count else { throw .gap(path: file.path, before: nil, bytes: file.count - end) }
  }

  /// One entry of the header, being checked.
  private struct Entry {
    let name: String
    let json: JSON
    let path: String
    let dataSize: Int

    /// The tensor, and where it ends in the data.
    func tensor(file: Int, dataStart: Int) throws(CheckpointProblem) -> (StoredTensor, Int) {
      let type = try type()
      let shape = try integers("shape")
      let offsets = try integers("data_offsets")
      guard offsets.count == 2, offsets[0] <= offsets[1] else {
        throw .badHeader(path: path, "`data_offsets` of `\(name)` is \(offsets), where [begin, end] is expected")
      }
      guard offsets[1] <= dataSize else { throw .beyondEnd(name, path: path, end: offsets[1], size: dataSize) }
      var bytes = type.byteCount
      for size in shape {
        let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
        guard !overflow else { throw .shapeOverflow(name, shape: shape, path: path) }
        bytes = product
      }
      guard bytes == offsets[1] - offsets[0] else {
        throw .sizeDisagrees(name, type, shape: shape, needs: bytes, has: offsets[1] - offsets[0], path: path)
      }
      return (
        StoredTensor(name: name, type: type, shape: shape, file: file, offset: dataStart + offsets[0]), offsets[1]
      )
    }

    private func type() throws(CheckpointProblem) -> ElementType {
      guard let text = json["dtype"]?.string else { throw .badHeader(path: path, "`\(name)` has no `dtype`") }
      guard let type = ElementType(rawValue: text) else { throw .unknownElementType(name, type: text, path: path) }
      return type
    }

    private func integers(_ key: String) throws(CheckpointProblem) -> [Int] {
      guard let list = json[key], list.kind == .array else {
        throw .badHeader(path: path, "`\(name)` has no list `\(key)`")
      }
      var numbers: [Int] = []
      for element in list.elements {
        guard let number = element.integer, number >= 0 else {
          throw .badHeader(
            path: path, "`\(key)` of `\(name)` holds \(element.excerpt()), where a whole number from 0 on is expected")
        }
        numbers.append(number)
      }
      return numbers
    }
  }
}
