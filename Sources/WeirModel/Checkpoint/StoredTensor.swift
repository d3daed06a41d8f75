/// A tensor of a checkpoint: its name, shape and place; its numbers stay in the file.
public struct StoredTensor: Sendable, Hashable {
  public let name: String
  public let type: ElementType
  public let shape: [Int]
  /// The file that holds it, as an index into `Checkpoint.files`.
  let file: Int
  /// Where its first number stands in that file, in bytes.
  let offset: Int
  /// Steps between neighbours along each axis, in numbers, where the storage is not row-major (a transposed view in a
  /// PyTorch file); nil where it is.
  let strides: [Int]?

  init(name: String, type: ElementType, shape: [Int], file: Int, offset: Int, strides: [Int]? = nil) {
    self.name = name
    self.type = type
    self.shape = shape
    self.file = file
    self.offset = offset
    self.strides = strides
  }

  /// The number of numbers, which readers have checked to fit.
  public var count: Int { shape.reduce(1, *) }

  /// The bytes that its numbers take in row-major order.
  public var byteCount: Int { count * type.byteCount }

  /// `float16 [4096, 192]`.
  public var summary: String { "\(type.name) \(shape)" }
}
