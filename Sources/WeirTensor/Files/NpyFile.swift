/// NumPy's `.npy` files: a header written as a Python dictionary, then the numbers.
///
/// Format: numpy.lib.format, versions 1 to 3. Missing values are written as their NaN, and known again when they are read;
/// other programs see a NaN.
public enum NpyFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The bytes of a file with the numbers as little-endian float32; axis names and labels have no place in the format.
  public static func encode(_ tensor: Tensor) -> [UInt8] {
    let sizes = tensor.shape.map { "\($0)" }
    let shape = sizes.count == 1 ? "(\(sizes[0]),)" : "(" + sizes.joined(separator: ", ") + ")"
    var header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }".utf8)
    // The numbers begin at a multiple of 64, as NumPy wants for mapping; the header ends in a newline.
    let unpadded = magic.count + 2 + 2 + header.count + 1
    header += [UInt8](repeating: UInt8(ascii: " "), count: (64 - unpadded % 64) % 64) + [UInt8(ascii: "\n")]
    var bytes = magic + [1, 0, UInt8(header.count & 0xff), UInt8(header.count >> 8)] + header
    bytes.reserveCapacity(bytes.count + tensor.byteCount)
    tensor.appendLittleEndian(to: &bytes)
    return bytes
  }

  /// The tensor in a file, converted to float32.
  /// - Parameter names: axis names, or nil for `Tensor.defaultNames`.
  /// - Throws: `TensorFileProblem`, `TensorProblem.axisCount`, `.tooLarge` and what `checkNames` throws.
  public static func decode(_ bytes: [UInt8], names: [String]? = nil) throws -> Tensor {
    let (text, dataStart) = try header(bytes)
    let header = try NpyHeader(text)
    let names = names ?? Tensor.defaultNames(rank: header.shape.count)
    guard names.count == header.shape.count else {
      throw TensorProblem.axisCount(names: names.count, rank: header.shape.count)
    }
    let axes = zip(names, header.shape).map { Axis($0, $1) }
    try Tensor.checkNames(axes)
    try TensorMemory.reserve(axes)
    let count = axes.elementCount
    let (needed, overflow) = count.multipliedReportingOverflow(by: header.type.byteCount)
    guard !overflow, bytes.count - dataStart >= needed else {
      throw TensorFileProblem.truncated(needed: overflow ? nil : dataStart + needed, found: bytes.count)
    }
    if header.isFortranOrder, axes.count > 1 {
      // First axis fastest: the same numbers as a row-major tensor of the axes backwards.
      let backwards = try header.type.tensor(Array(axes.reversed()), bytes, dataStart, header.isBigEndian)
      return try backwards.reordered(names)
    }
    return try header.type.tensor(axes, bytes, dataStart, header.isBigEndian)
  }

  private static func header(_ bytes: [UInt8]) throws -> (text: String, dataStart: Int) {
    guard bytes.count >= 10, Array(bytes.prefix(6)) == magic else { throw TensorFileProblem.notNpy }
    let version = bytes[6]
    guard (1...3).contains(version) else { throw TensorFileProblem.npyVersion(Int(version)) }
    let lengthBytes = version == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start else { throw TensorFileProblem.truncated(needed: start, found: bytes.count) }
    var length = 0
    for i in 0..<lengthBytes { length |= Int(bytes[8 + i]) << (8 * i) }
    // NumPy itself refuses headers above 10,000 bytes, unless told to trust the file.
    guard length <= 100_000 else { throw TensorFileProblem.badNpyHeader("it is \(length) bytes long") }
    guard bytes.count >= start + length else {
      throw TensorFileProblem.truncated(needed: start + length, found: bytes.count)
    }
    return (String(decoding: bytes[start..<start + length], as: UTF8.self), start + length)
  }
}

extension Tensor {
  /// The numbers as little-endian float32.
  func appendLittleEndian(to bytes: inout [UInt8]) {
    withValues { values in
      #if _endian(little)
        bytes.append(contentsOf: UnsafeRawBufferPointer(values))
      #else
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
      #endif
    }
  }
}
