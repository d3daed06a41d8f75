// The names that checkpoints use, and what they build.

extension PickleMachine {
  /// Storages by the name of their class in `torch`.
  private static let storageTypes: [String: ElementType] = [
    "BFloat16Storage": .bfloat16, "BoolStorage": .bool, "ByteStorage": .uint8, "CharStorage": .int8,
    "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16, "IntStorage": .int32,
    "LongStorage": .int64, "ShortStorage": .int16,
  ]

  private static let functions: Set<String> = [
    "collections.OrderedDict", "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
    "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch.Size", "torch.device",
  ]

  /// Element types as values (`torch.float16`), which configurations inside checkpoints mention.
  private static let words: Set<String> = [
    "torch.bfloat16", "torch.bool", "torch.float", "torch.float16", "torch.float32", "torch.float64", "torch.half",
    "torch.int16", "torch.int32", "torch.int64", "torch.int8", "torch.long", "torch.uint8",
  ]

  /// A name that the pickle wants to use.
  func function(_ name: String) throws(CheckpointProblem) -> PickleValue {
    if Self.functions.contains(name) { return .function(name) }
    if Self.words.contains(name) { return .opaque }
    if name.hasPrefix("torch."), Self.storageTypes[String(name.dropFirst(6))] != nil { return .function(name) }
    throw forbidden(name)
  }

  mutating func call(_ function: PickleValue, _ arguments: PickleValue) throws(CheckpointProblem) -> PickleValue {
    guard case .function(let name) = function, case .tuple(let place) = arguments else {
      throw bad("it calls what is no function")
    }
    let values = arena[place]
    switch name {
    case "collections.OrderedDict":
      return .dictionary(allocate(try pairs(values)))
    case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
      return .tensor(try tensor(values))
    case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
      guard case .tensor(let tensor)? = values.first else { throw bad("a parameter without a tensor") }
      return .tensor(tensor)
    case "torch.Size", "torch.device": return .opaque
    default: throw forbidden(name)
    }
  }

  /// The keys and values of `OrderedDict()` or `OrderedDict([(key, value), ...])`.
  private func pairs(_ arguments: [PickleValue]) throws(CheckpointProblem) -> [PickleValue] {
    guard let first = arguments.first else { return [] }
    guard case .list(let place) = first else { throw bad("a dictionary that is made of no list") }
    var result: [PickleValue] = []
    for pair in arena[place] {
      switch pair {
      case .tuple(let place), .list(let place):
        guard arena[place].count == 2 else { throw bad("a key without a value") }
        result += arena[place]
      default: throw bad("a key without a value")
      }
    }
    return result
  }

  /// `_rebuild_tensor_v2(storage, offset, size, stride, ...)`.
  private func tensor(_ values: [PickleValue]) throws(CheckpointProblem) -> PickleTensor {
    guard values.count >= 4, case .storage(let storage) = values[0], case .integer(let offset) = values[1],
      let shape = integers(values[2]), let strides = integers(values[3]), shape.count == strides.count, offset >= 0,
      shape.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 })
    else { throw bad("a tensor whose storage, shape or strides are none") }
    var count = 1
    var last = offset
    for (size, stride) in zip(shape, strides) {
      let (product, isTooMany) = count.multipliedReportingOverflow(by: max(size, 1))
      let (reach, isTooFar) = max(size - 1, 0).multipliedReportingOverflow(by: stride)
      let (sum, isBeyond) = last.addingReportingOverflow(reach)
      guard !isTooMany, !isTooFar, !isBeyond, product <= 1 << 40 else { throw bad("a tensor of the shape \(shape)") }
      (count, last) = (product, sum)
    }
    guard shape.contains(0) || last < storage.count else {
      throw bad("a tensor of the shape \(shape) that reaches beyond its storage of \(storage.count) numbers")
    }
    // A row repeated by a stride of zero costs nothing in the file; in memory it would.
    guard count <= max(storage.count, 1 << 28) else { throw bad("a tensor of the shape \(shape)") }
    return PickleTensor(storage: storage, offset: offset, shape: shape, strides: strides)
  }

  private func integers(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let place) = value else { return nil }
    var numbers: [Int] = []
    for item in arena[place] {
      guard case .integer(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// `("storage", class, key, location, count)`: the only thing that lies outside the pickle.
  mutating func persistent(_ value: PickleValue) throws(CheckpointProblem) -> PickleValue {
    guard case .tuple(let place) = value, arena[place].count >= 5, arena[place][0] == .text("storage"),
      case .function(let name) = arena[place][1], case .text(let key) = arena[place][2],
      case .integer(let count) = arena[place][4], (0...(1 << 40)).contains(count),
      let type = Self.storageTypes[String(name.dropFirst(6))]
    else { throw bad("an outside object that is no storage") }
    if arena[place].count > 5, arena[place][5] != .none { throw bad("a storage that is part of another") }
    let storage = PickleStorage(key: key, type: type, count: count)
    storages[key] = storage
    return .storage(storage)
  }
}
