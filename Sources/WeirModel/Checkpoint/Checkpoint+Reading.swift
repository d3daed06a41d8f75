import CKernels

// Stored numbers to float32. float16 and bfloat16 become the float32 of the same value; wider types are rounded once.

extension Checkpoint {
  /// Converts a whole tensor to float32, row-major.
  public func floats(_ tensor: StoredTensor) throws(CheckpointProblem) -> [Float] {
    try check(tensor)
    return [Float](unsafeUninitializedCapacity: tensor.count) { buffer, count in
      convert(tensor, 0..<tensor.count, into: buffer)
      count = tensor.count
    }
  }

  /// Converts a whole tensor by name.
  public func floats(_ name: String) throws(CheckpointProblem) -> [Float] { try floats(tensor(name)) }

  /// Converts rows (positions along the first axis) to float32; `buffer` must hold exactly them.
  public func read(
    _ tensor: StoredTensor, rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>
  ) throws(CheckpointProblem) {
    try check(tensor)
    let width = tensor.shape.dropFirst().reduce(1, *)
    precondition(rows.lowerBound >= 0 && rows.upperBound <= (tensor.shape.first ?? 1), "rows lie in the tensor")
    precondition(buffer.count == rows.count * width, "the buffer holds the rows")
    convert(tensor, (rows.lowerBound * width)..<(rows.upperBound * width), into: buffer)
  }

  /// Converts a whole tensor to float32; `buffer` must hold exactly it.
  public func read(
    _ tensor: StoredTensor, into buffer: UnsafeMutableBufferPointer<Float>
  ) throws(CheckpointProblem) {
    try check(tensor)
    precondition(buffer.count == tensor.count, "the buffer holds the tensor")
    convert(tensor, 0..<tensor.count, into: buffer)
  }

  /// The numbers of an integer tensor, exactly; nil for floating types and numbers beyond 64 signed bits.
  public func integers(_ tensor: StoredTensor) -> [Int]? {
    guard tensor.type.isInteger, tensor.strides == nil else { return nil }
    let bytes = storage(tensor)
    func all<Stored: FixedWidthInteger>(_ type: Stored.Type) -> [Int]? {
      var numbers: [Int] = []
      numbers.reserveCapacity(tensor.count)
      for index in 0..<tensor.count {
        let stored = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
        guard let number = Int(exactly: stored) else { return nil }
        numbers.append(number)
      }
      return numbers
    }
    switch tensor.type {
    case .bool, .uint8: return all(UInt8.self)
    case .int8: return all(Int8.self)
    case .int16: return all(Int16.self)
    case .uint16: return all(UInt16.self)
    case .int32: return all(Int32.self)
    case .uint32: return all(UInt32.self)
    case .int64: return all(Int64.self)
    case .uint64: return all(UInt64.self)
    case .bfloat16, .float8E4M3, .float8E5M2, .float16, .float32, .float64: return nil
    }
  }

  /// Refuses the types whose numbers mean nothing without scales that stand elsewhere.
  private func check(_ tensor: StoredTensor) throws(CheckpointProblem) {
    switch tensor.type {
    case .float8E4M3, .float8E5M2: throw .quantised(tensor.name, tensor.type, path: path)
    default: return
    }
  }

  /// Converts numbers `range`, counted row-major, into `buffer`.
  private func convert(_ tensor: StoredTensor, _ range: Range<Int>, into buffer: UnsafeMutableBufferPointer<Float>) {
    guard !range.isEmpty, let target = buffer.baseAddress, let source = storage(tensor).baseAddress else { return }
    if let strides = tensor.strides {
      gather(tensor, strides, range, from: source, into: target)
    } else {
      convert(tensor.type, source + range.lowerBound * tensor.type.byteCount, range.count, into: target)
    }
  }

  /// Walks a strided tensor in row-major order, one run along the last axis at a time where that is contiguous.
  private func gather(
    _ tensor: StoredTensor, _ strides: [Int], _ range: Range<Int>, from source: UnsafeRawPointer,
    into target: UnsafeMutablePointer<Float>
  ) {
    for (position, linear) in range.enumerated() {
      var rest = linear
      var step = 0
      for axis in tensor.shape.indices.reversed() {
        step += rest % tensor.shape[axis] * strides[axis]
        rest /= tensor.shape[axis]
      }
      convert(tensor.type, source + step * tensor.type.byteCount, 1, into: target + position)
    }
  }

  private func convert(
    _ type: ElementType, _ source: UnsafeRawPointer, _ count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    switch type {
    case .float32: UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * 4)
    case .float16: weir_float16_to_float32(source, target, count)
    case .bfloat16: weir_bfloat16_to_float32(source, target, count)
    case .float64: weir_float64_to_float32(source, target, count)
    case .bool: weir_bool_to_float32(source, target, count)
    case .int8: weir_int8_to_float32(source, target, count)
    case .int16: weir_int16_to_float32(source, target, count)
    case .int32: weir_int32_to_float32(source, target, count)
    case .int64: weir_int64_to_float32(source, target, count)
    case .uint8: weir_uint8_to_float32(source, target, count)
    case .uint16: weir_uint16_to_float32(source, target, count)
    case .uint32: weir_uint32_to_float32(source, target, count)
    case .uint64: weir_uint64_to_float32(source, target, count)
    case .float8E4M3, .float8E5M2: preconditionFailure("refused by check")
    }
  }
}
