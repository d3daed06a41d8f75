import WeirText

/// What is wrong with a file of weights.
public enum CheckpointProblem: Problem, Equatable {
  case badArchive(path: String, String)
  case badHeader(path: String, String)
  case badPickle(path: String, String, offset: Int)
  case beyondEnd(String, path: String, end: Int, size: Int)
  case cannotOpen(path: String, reason: String)
  case duplicateTensor(String, first: String, second: String)
  /// Bytes that belong to no tensor, before one or, with nil, at the end.
  case gap(path: String, before: String?, bytes: Int)
  case forbiddenPickle(path: String, name: String)
  case headerNotJSON(path: String, JSONProblem)
  case headerTooLong(path: String, length: UInt64, limit: Int)
  case indexNamesAbsent(String, shard: String, index: String)
  case missingShard(String, tensor: String, index: String)
  case missingTensor(String, path: String, candidates: [String])
  case noWeights(folder: String, found: [String])
  case overlap(String, String, path: String)
  case quantised(String, ElementType, path: String)
  case shapeOverflow(String, shape: [Int], path: String)
  case shardOutsideFolder(String, index: String)
  case sizeDisagrees(String, ElementType, shape: [Int], needs: Int, has: Int, path: String)
  case truncated(path: String, size: Int, needed: Int)
  case unknownElementType(String, type: String, path: String)
  case wrongShape(String, found: [Int], expected: [Int], path: String)
}

extension CheckpointProblem {
  public var code: String {
    switch self {
    case .cannotOpen: "E5001"
    case .noWeights: "E5002"
    case .truncated: "E5003"
    case .headerTooLong: "E5004"
    case .headerNotJSON: "E5005"
    case .badHeader: "E5006"
    case .duplicateTensor: "E5007"
    case .unknownElementType: "E5008"
    case .shapeOverflow: "E5009"
    case .sizeDisagrees: "E5010"
    case .beyondEnd: "E5011"
    case .overlap: "E5012"
    case .gap: "E5013"
    case .missingShard: "E5014"
    case .shardOutsideFolder: "E5015"
    case .indexNamesAbsent: "E5016"
    case .missingTensor: "E5017"
    case .wrongShape: "E5018"
    case .quantised: "E5019"
    case .badArchive: "E5020"
    case .badPickle: "E5021"
    case .forbiddenPickle: "E5022"
    }
  }

  public var message: String {
    switch self {
    case .badArchive(let path, let what): "`\(path)` is no checkpoint that can be read: \(what)"
    case .badPickle(let path, let what, let offset):
      "the pickle of `\(path)` holds \(what), at byte \(offset)"
    case .forbiddenPickle(let path, let name):
      "the pickle of `\(path)` wants to use `\(name)`, which is no part of building tensors; nothing of it was run"
    case .badHeader(let path, let what): "the header of `\(path)` is wrong: \(what)"
    case .beyondEnd(let name, let path, let end, let size):
      "tensor `\(name)` of `\(path)` ends at byte \(end) of its data, which has \(size)"
    case .cannotOpen(let path, let reason): "cannot read `\(path)`: \(reason)"
    case .duplicateTensor(let name, let first, let second):
      first == second
        ? "`\(first)` names tensor `\(name)` twice" : "tensor `\(name)` stands in both `\(first)` and `\(second)`"
    case .gap(let path, let before?, let bytes):
      "\(bytes) bytes before tensor `\(before)` of `\(path)` belong to no tensor"
    case .gap(let path, nil, let bytes): "\(bytes) bytes at the end of `\(path)` belong to no tensor"
    case .headerNotJSON(let path, let problem):
      "`\(path)` is not valid JSON: \(problem.sentence), at byte \(problem.offset)"
    case .headerTooLong(let path, let length, let limit):
      "the header of `\(path)` claims \(length) bytes, more than the \(limit) that the format allows"
    case .indexNamesAbsent(let name, let shard, let index):
      "`\(index)` says that tensor `\(name)` is in `\(shard)`, and it is not"
    case .missingShard(let shard, let tensor, let index):
      "`\(index)` needs `\(shard)` (for tensor `\(tensor)` and others), and there is no such file beside it"
    case .missingTensor(let name, let path, _): "`\(path)` has no tensor `\(name)`"
    case .noWeights(let folder, _): "`\(folder)` holds no weights"
    case .overlap(let a, let b, let path): "tensors `\(a)` and `\(b)` of `\(path)` overlap"
    case .quantised(let name, let type, let path):
      "tensor `\(name)` of `\(path)` is stored as \(type.name), which means nothing without its scales"
    case .shapeOverflow(let name, let shape, let path):
      "tensor `\(name)` of `\(path)` has the shape \(shape), more numbers than any memory holds"
    case .shardOutsideFolder(let shard, let index): "`\(index)` names `\(shard)`, which is no plain file name"
    case .sizeDisagrees(let name, let type, let shape, let needs, let has, let path):
      "tensor `\(name)` of `\(path)` takes \(has) bytes, where \(type.name) \(shape) needs \(needs)"
    case .truncated(let path, let size, let needed):
      "`\(path)` is cut off: it has \(size) bytes, and its beginning alone needs \(needed)"
    case .unknownElementType(let name, let type, let path):
      "tensor `\(name)` of `\(path)` has the element type `\(type)`, which Weir does not know"
    case .wrongShape(let name, let found, let expected, let path):
      "tensor `\(name)` of `\(path)` has the shape \(found), where the configuration makes it \(expected)"
    }
  }

  public var notes: [String] {
    switch self {
    case .noWeights(_, let found) where found.isEmpty: ["the folder is empty or does not exist"]
    case .noWeights(_, let found):
      ["it holds \(found.prefix(8).joined(separator: ", "))" + (found.count > 8 ? " and \(found.count - 8) more" : "")]
    default: []
    }
  }

  public var help: [String] {
    switch self {
    case .truncated, .beyondEnd: ["if the file was downloaded or copied, the transfer stopped early: fetch it again"]
    case .noWeights:
      ["weights are read from `model.safetensors` or `pytorch_model.bin`, or from shards that an `.index.json` lists"]
    case .forbiddenPickle:
      ["save the state dictionary alone (`torch.save(model.state_dict(), ...)`), or better as safetensors"]
    case .missingTensor(let name, _, let candidates): Suggestion.help(for: name, among: candidates)
    case .quantised: ["use the model's float16, bfloat16 or float32 files"]
    case .unknownElementType: ["known are \(ElementType.allCases.map(\.rawValue).joined(separator: ", "))"]
    default: []
    }
  }
}
