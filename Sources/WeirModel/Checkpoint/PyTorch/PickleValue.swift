/// What the pickle machine handles.
///
/// Containers are places in its arena, so that no value nests and cycles are harmless.
enum PickleValue: Sendable, Hashable {
  case none
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  /// A place in the arena: list, tuple, or a dictionary's keys and values in turn.
  case list(Int)
  case tuple(Int)
  case dictionary(Int)
  /// A name that may be called: `torch._utils._rebuild_tensor_v2`.
  case function(String)
  /// What a checkpoint says beside its tensors and what Weir has no use for: devices, element types.
  case opaque
  case storage(PickleStorage)
  case tensor(PickleTensor)
  case mark
}

/// A block of numbers that tensors are cut from.
struct PickleStorage: Sendable, Hashable {
  let key: String
  let type: ElementType
  let count: Int
}

/// A tensor as a view of a storage.
struct PickleTensor: Sendable, Hashable {
  let storage: PickleStorage
  /// The first number, counted from the storage's.
  let offset: Int
  let shape: [Int]
  let strides: [Int]
}
