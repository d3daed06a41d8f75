/// A checkpoint that `torch.save` wrote: a pickle that names tensors, and their storages beside it.
///
///     zip (since 2020):  <name>/data.pkl   <name>/data/<key>   <name>/byteorder
///     before:            five pickles (magic, version, machine, tensors, keys), then for each key a count and the numbers
enum PyTorchFile {
  /// The tensors of a file, as tensors of the checkpoint's file `index`.
  static func readTensors(_ file: MappedFile, index: Int) throws(CheckpointProblem) -> [StoredTensor] {
    ZipArchive.isArchive(file) ? try readZip(file, index) : try readLegacy(file, index)
  }

  /// No checkpoint names so many tensors that its pickle comes near this.
  private static let pickleLimit = 16 << 20

  private static func readZip(_ file: MappedFile, _ index: Int) throws(CheckpointProblem) -> [StoredTensor] {
    let archive = try ZipArchive(file)
    let pickles = archive.members.values.filter { $0.name.hasSuffix("/data.pkl") || $0.name == "data.pkl" }
    guard pickles.count == 1, let pickle = pickles.first else {
      throw .badArchive(path: file.path, "it holds no tensors saved by PyTorch (no `data.pkl`)")
    }
    guard pickle.range.count <= pickleLimit else {
      throw .badArchive(path: file.path, "its `data.pkl` has \(pickle.range.count) bytes")
    }
    let root = String(pickle.name.dropLast("data.pkl".count))
    if let order = archive.members["\(root)byteorder"], !file.bytes[order.range].elementsEqual("little".utf8) {
      throw .badArchive(path: file.path, "its numbers are not little-endian")
    }
    var machine = PickleMachine(Array(file.bytes[pickle.range])[...], path: file.path)
    let value = try machine.run()
    return try tensors(value, machine, file, index) { storage in archive.members["\(root)data/\(storage.key)"]?.range }
  }

  private static func readLegacy(_ file: MappedFile, _ index: Int) throws(CheckpointProblem) -> [StoredTensor] {
    // The pickles stand in front of the numbers; how far they reach is known only by running them.
    let head = Array(file.bytes.prefix(pickleLimit))
    var machine = PickleMachine(head[...], path: file.path)
    // The magic number is one that no 64 bits hold.
    guard head.starts(with: [0x80]), case .opaque = try machine.run() else {
      throw .badPickle(path: file.path, "this is no file that PyTorch wrote", offset: 0)
    }
    guard case .integer(1001) = try machine.run() else {
      throw .badPickle(path: file.path, "an unknown version of PyTorch's old format", offset: machine.position)
    }
    _ = try machine.run()
    let value = try machine.run()
    let known = machine.storages
    guard case .list(let place) = try machine.run() else {
      throw .badPickle(path: file.path, "there is no list of storages", offset: machine.position)
    }
    var ranges: [String: Range<Int>] = [:]
    var position = machine.position
    for key in machine.arena[place] {
      guard case .text(let key) = key, let storage = known[key] else {
        throw .badPickle(path: file.path, "a storage that no tensor names", offset: position)
      }
      guard position + 8 <= file.count else {
        throw .truncated(path: file.path, size: file.count, needed: position + 8)
      }
      let count = Int64(littleEndian: file.bytes.loadUnaligned(fromByteOffset: position, as: Int64.self))
      guard count == storage.count else {
        throw .badPickle(
          path: file.path, "storage `\(key)` has \(count) numbers and not \(storage.count)", offset: position)
      }
      position += 8
      let size = storage.count * storage.type.byteCount
      guard size <= file.count - position else {
        throw .truncated(path: file.path, size: file.count, needed: position + size)
      }
      ranges[key] = position..<(position + size)
      position += size
    }
    return try tensors(value, machine, file, index) { ranges[$0.key] }
  }

  /// Dictionaries within a training checkpoint under which the weights may stand.
  private static let innerNames = ["state_dict", "model_state_dict", "model", "module"]

  /// The named tensors of a value, and of the one dictionary of weights within it.
  private static func named(_ value: PickleValue, _ machine: PickleMachine) -> [(String, PickleTensor)] {
    guard case .dictionary(let place) = value else { return [] }
    let entries = machine.arena[place]
    var tensors: [(String, PickleTensor)] = []
    var inner: [String: PickleValue] = [:]
    for index in stride(from: 0, to: entries.count - 1, by: 2) {
      guard case .text(let name) = entries[index] else { continue }
      if case .tensor(let tensor) = entries[index + 1] { tensors.append((name, tensor)) }
      if case .dictionary = entries[index + 1] { inner[name] = entries[index + 1] }
    }
    if tensors.isEmpty, let name = innerNames.first(where: { inner[$0] != nil }), let found = inner[name],
      case .dictionary(let innerPlace) = found, innerPlace != place
    {
      let entries = machine.arena[innerPlace]
      for index in stride(from: 0, to: entries.count - 1, by: 2) {
        if case .text(let name) = entries[index], case .tensor(let tensor) = entries[index + 1] {
          tensors.append((name, tensor))
        }
      }
    }
    return tensors
  }

  private static func tensors(
    _ value: PickleValue, _ machine: PickleMachine, _ file: MappedFile, _ index: Int,
    _ range: (PickleStorage) -> Range<Int>?
  ) throws(CheckpointProblem) -> [StoredTensor] {
    var result: [StoredTensor] = []
    var places: [String: Int] = [:]
    for (name, tensor) in named(value, machine) {
      let storage = tensor.storage
      let needed = storage.count * storage.type.byteCount
      guard let range = range(storage), range.count >= needed else {
        throw .badArchive(
          path: file.path, "the storage of tensor `\(name)` needs \(needed) bytes and has \(range(storage)?.count ?? 0)"
        )
      }
      var contiguous: [Int] = []
      for size in tensor.shape.reversed() { contiguous.insert((contiguous.first ?? 1) * size, at: 0) }
      contiguous = Array((contiguous + [1]).dropFirst())
      let isRowMajor =
        tensor.shape.contains(0)
        || zip(tensor.shape, zip(tensor.strides, contiguous)).allSatisfy { $0 == 1 || $1.0 == $1.1 }
      let stored = StoredTensor(
        name: name, type: storage.type, shape: tensor.shape, file: index,
        offset: range.lowerBound + (tensor.shape.contains(0) ? 0 : tensor.offset * storage.type.byteCount),
        strides: isRowMajor ? nil : tensor.strides)
      // A key that is set twice has its last value, as in Python.
      if let place = places[name] {
        result[place] = stored
      } else {
        places[name] = result.count
        result.append(stored)
      }
    }
    guard !result.isEmpty else { throw .badArchive(path: file.path, "it holds no dictionary of tensors") }
    return result
  }
}
