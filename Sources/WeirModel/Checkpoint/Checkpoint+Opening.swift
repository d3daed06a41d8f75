import WeirText

// From a folder or a file to its tensors.

extension Checkpoint {
  /// Opens one safetensors file.
  public convenience init(safetensors path: String) throws(CheckpointProblem) {
    let file = try MappedFile(path: path)
    let header = try Safetensors.readHeader(file, index: 0)
    try self.init(path: path, mappings: [file], tensors: header.tensors, metadata: header.metadata)
  }

  /// Opens one file that PyTorch saved.
  public convenience init(pytorch path: String) throws(CheckpointProblem) {
    let file = try MappedFile(path: path)
    try self.init(path: path, mappings: [file], tensors: try PyTorchFile.readTensors(file, index: 0))
  }

  /// Opens the weights of a model folder.
  ///
  /// In this order: `model.safetensors`, its shards, `pytorch_model.bin`, its shards, the only `.pth` or `.pt` file.
  public convenience init(folder: String) throws(CheckpointProblem) {
    func has(_ name: String) -> Bool { FileSystem.exists("\(folder)/\(name)") }
    if has("model.safetensors") {
      try self.init(safetensors: "\(folder)/model.safetensors")
    } else if has("model.safetensors.index.json") {
      try self.init(index: "\(folder)/model.safetensors.index.json", folder: folder)
    } else if has("pytorch_model.bin") {
      try self.init(pytorch: "\(folder)/pytorch_model.bin")
    } else if has("pytorch_model.bin.index.json") {
      try self.init(index: "\(folder)/pytorch_model.bin.index.json", folder: folder)
    } else {
      let names = FileSystem.list(folder)
      let others = names.filter { $0.hasSuffix(".pth") || $0.hasSuffix(".pt") }
      guard others.count == 1 else { throw .noWeights(folder: folder, found: names) }
      try self.init(pytorch: "\(folder)/\(others[0])")
    }
  }

  /// Opens the shards of an index file; what the index says must agree with what the shards hold.
  private convenience init(index path: String, folder: String) throws(CheckpointProblem) {
    let weightMap = try Self.readIndex(path)
    var shards: [String: Int] = [:]
    var mappings: [MappedFile] = []
    var tensors: [StoredTensor] = []
    var metadata: [String: String] = [:]
    for (tensor, shard) in weightMap where shards[shard] == nil {
      guard !shard.contains("/"), !shard.contains("\0"), shard != "..", shard != "." else {
        throw .shardOutsideFolder(shard, index: path)
      }
      guard FileSystem.exists("\(folder)/\(shard)") else {
        throw .missingShard(shard, tensor: tensor, index: path)
      }
      let file = try MappedFile(path: "\(folder)/\(shard)")
      if shard.hasSuffix(".safetensors") {
        let header = try Safetensors.readHeader(file, index: mappings.count)
        tensors += header.tensors
        metadata.merge(header.metadata) { first, _ in first }
      } else {
        tensors += try PyTorchFile.readTensors(file, index: mappings.count)
      }
      shards[shard] = mappings.count
      mappings.append(file)
    }
    try self.init(path: folder, mappings: mappings, tensors: tensors, metadata: metadata)
    for (name, shard) in weightMap where self[name]?.file != shards[shard] {
      throw .indexNamesAbsent(name, shard: shard, index: path)
    }
  }

  /// The pairs tensor name, shard name of an index file, in its order.
  private static func readIndex(_ path: String) throws(CheckpointProblem) -> [(String, String)] {
    let bytes: [UInt8]
    switch FileSystem.read(path, limit: Safetensors.headerLimit) {
    case .success(let contents): bytes = contents
    case .failure(let failure): throw .cannotOpen(path: path, reason: failure.reason)
    }
    let json: JSON
    do {
      json = try JSON(bytes: bytes, depthLimit: 16)
    } catch {
      throw .headerNotJSON(path: path, error)
    }
    guard let map = json["weight_map"], map.kind == .object else {
      throw .badHeader(path: path, "there is no object `weight_map`")
    }
    if let twice = map.firstDuplicateKey?.string { throw .duplicateTensor(twice, first: path, second: path) }
    var pairs: [(String, String)] = []
    for (key, value) in map.members {
      guard let shard = value.string, let name = key.string else {
        throw .badHeader(path: path, "`weight_map` holds \(value.excerpt()), where a file name is expected")
      }
      pairs.append((name, shard))
    }
    guard !pairs.isEmpty else { throw .badHeader(path: path, "`weight_map` is empty") }
    return pairs
  }
}
