/// The tensors of a model as they lie on disk: mapped, checked, nothing copied until asked.
///
/// Names, shapes and element types are the file's own. A tensor's place in memory is proven against the size of its file
/// when the checkpoint is opened, so no header can make a later read leave the file.
public final class Checkpoint: Sendable {
  /// What the errors call it: the folder, or the one file.
  public let path: String
  /// The files that hold the tensors.
  public var files: [String] { mappings.map(\.path) }
  /// All tensors in the order of their files and offsets.
  public let tensors: [StoredTensor]
  /// The free text of the files' headers (`format: pt`).
  public let metadata: [String: String]

  private let mappings: [MappedFile]
  private let indices: [String: Int]

  /// Joins tensors of several files; a name that stands in two of them is an error.
  init(
    path: String, mappings: [MappedFile], tensors: [StoredTensor], metadata: [String: String] = [:]
  ) throws(CheckpointProblem) {
    self.path = path
    self.mappings = mappings
    self.tensors = tensors
    self.metadata = metadata
    var indices = [String: Int](minimumCapacity: tensors.count)
    for (index, tensor) in tensors.enumerated() {
      if let first = indices.updateValue(index, forKey: tensor.name) {
        throw .duplicateTensor(
          tensor.name, first: mappings[tensors[first].file].path, second: mappings[tensor.file].path)
      }
    }
    self.indices = indices
  }

  /// The names of all tensors.
  public var names: [String] { tensors.map(\.name) }

  /// The tensor of a name, or nil.
  public subscript(name: String) -> StoredTensor? { indices[name].map { tensors[$0] } }

  /// The tensor of a name; throws with the nearest name if there is none, and if its shape is not the one expected.
  public func tensor(_ name: String, shape: [Int]? = nil) throws(CheckpointProblem) -> StoredTensor {
    guard let tensor = self[name] else {
      throw .missingTensor(name, path: path, candidates: names)
    }
    if let shape, tensor.shape != shape {
      throw .wrongShape(name, found: tensor.shape, expected: shape, path: mappings[tensor.file].path)
    }
    return tensor
  }

  /// The bytes of all tensors together.
  public var byteCount: Int { tensors.reduce(0) { $0 + $1.byteCount } }

  /// The tensor's bytes in its file, which live as long as the checkpoint; nil where the storage is not row-major.
  public func mappedBytes(_ tensor: StoredTensor) -> UnsafeRawBufferPointer? {
    guard tensor.strides == nil else { return nil }
    return UnsafeRawBufferPointer(rebasing: mappings[tensor.file].bytes[range(tensor)])
  }

  /// The tensor's numbers in place, if they are float32, row-major and aligned; they live as long as the checkpoint.
  public func mappedFloats(_ tensor: StoredTensor) -> UnsafeBufferPointer<Float>? {
    guard tensor.type == .float32, let bytes = mappedBytes(tensor) else { return nil }
    guard Int(bitPattern: bytes.baseAddress) % MemoryLayout<Float>.alignment == 0 else { return nil }
    return bytes.bindMemory(to: Float.self)
  }

  /// Gives back the memory pages of a tensor that has been copied elsewhere.
  public func release(_ tensor: StoredTensor) {
    if tensor.strides == nil { mappings[tensor.file].release(range(tensor)) }
  }

  /// Asks the system to read a tensor ahead.
  public func prefetch(_ tensor: StoredTensor) {
    if tensor.strides == nil { mappings[tensor.file].prefetch(range(tensor)) }
  }

  /// The bytes of the file that holds a tensor, from the tensor's first number on.
  func storage(_ tensor: StoredTensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: mappings[tensor.file].bytes[min(tensor.offset, mappings[tensor.file].count)...])
  }

  private func range(_ tensor: StoredTensor) -> Range<Int> { tensor.offset..<(tensor.offset + tensor.byteCount) }
}
