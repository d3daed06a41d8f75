import WeirTensor
import WeirText

/// Everything that can be said about a model's folder before anybody trusts its numbers.
///
/// Each part is looked at even when another is broken, so that one examination tells all that is wrong.
public struct ModelExamination: Sendable {
  public let entry: ModelLibrary.Entry
  /// What the configuration says, where all of it is understood.
  public let configuration: ModelConfiguration?
  /// Tensors whose names differ in a layer's number only, in the order of the file.
  public let tensors: [TensorGroup]
  public let parameterCount: Int
  public let byteCount: Int
  public let tokenizer: TokenizerExamination?
  /// How pictures are prepared, for a model that reads them.
  public let pictures: PictureSettings?
  /// What the folder's own expected outputs say; empty where it carries none.
  public let parity: [ParityEntry]
  /// The bytes that the weights take in memory, beside pages of the file itself.
  public let convertedByteCount: Int
  /// What is wrong, in the order in which it was found.
  public let problems: [any Problem]

  /// Tensors of all layers under one name.
  public struct TensorGroup: Sendable, Hashable {
    /// The name with `{}` for the layer's number.
    public let name: String
    public let type: ElementType
    public let shape: [Int]
    public let count: Int
  }

  /// Examines a model's folder: reads every number of its weights once.
  /// - Throws: `Interrupted`.
  public init(_ entry: ModelLibrary.Entry) throws {
    self.entry = entry
    var problems: [any Problem] = []
    func attempt<Result>(_ body: () throws -> Result) throws -> Result? {
      do {
        return try body()
      } catch let problem as any Problem {
        problems.append(problem)
        return nil
      }
    }
    let configuration = try attempt {
      try ModelConfiguration(path: "\(entry.folder)/config.json", name: entry.name)
    }
    self.configuration = configuration
    let checkpoint = try attempt { try Checkpoint(folder: entry.folder) }
    tensors = checkpoint.map { Self.groups($0.tensors) } ?? []
    parameterCount = checkpoint?.tensors.reduce(0) { $0 + $1.count } ?? 0
    byteCount = checkpoint?.byteCount ?? 0
    convertedByteCount = checkpoint.map(Self.convertedBytes) ?? 0
    var model: Model?
    if let checkpoint {
      problems += try Self.numberProblems(checkpoint)
      if let configuration {
        let before = problems.count
        problems += try Self.bindingProblems(configuration, checkpoint)
        if problems.count == before { model = try attempt { try Model(configuration, checkpoint) } }
      }
    }
    var tokenizer: TokenizerExamination?
    if TokenizerSource(folder: entry.folder) != nil {
      tokenizer = try attempt { try TokenizerExamination(folder: entry.folder, configuration) }
    }
    self.tokenizer = tokenizer
    let side = configuration?.embedding.patches?.imageSize
    pictures = try side.flatMap { side in
      try attempt { try PictureSettings(folder: entry.folder, imageSize: side) }
    }
    if let problem = tokenizer?.problem { problems.append(problem) }
    var entries: [ParityEntry] = []
    if let model, FileSystem.exists("\(entry.folder)/expected.safetensors") {
      entries = try attempt { try ParityCheck(model, folder: entry.folder).entries } ?? []
    }
    parity = entries
    problems += entries.filter { !$0.agrees }.map { ExaminationProblem.differs($0.name, $0.difference, $0.tolerance) }
    self.problems = problems
  }

  /// Whether nothing is wrong.
  public var isSound: Bool { problems.isEmpty }

  /// The tensors under names without numbers; those of one name but different shapes stand apart.
  static func groups(_ tensors: [StoredTensor]) -> [TensorGroup] {
    struct Key: Hashable {
      let name: String
      let type: ElementType
      let shape: [Int]
    }
    var order: [Key] = []
    var counts: [Key: Int] = [:]
    for tensor in tensors {
      let name = tensor.name.split(separator: ".", omittingEmptySubsequences: false).map {
        !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } ? "{}" : $0
      }.joined(separator: ".")
      let key = Key(name: name, type: tensor.type, shape: tensor.shape)
      if counts.updateValue(counts[key, default: 0] + 1, forKey: key) == nil { order.append(key) }
    }
    return order.map { TensorGroup(name: $0.name, type: $0.type, shape: $0.shape, count: counts[$0] ?? 0) }
  }

  /// Bytes that float32 copies of what is not stored as float32 take.
  private static func convertedBytes(_ checkpoint: Checkpoint) -> Int {
    checkpoint.tensors.reduce(0) { $0 + ($1.type == .float32 ? 0 : $1.count * MemoryLayout<Float>.stride) }
  }

  /// Weights that are NaN or infinite: every number is looked at, a stretch of rows at a time.
  ///
  /// A tensor without axes is no weight of any family; old files keep the number that masks scores in one.
  private static func numberProblems(_ checkpoint: Checkpoint) throws -> [any Problem] {
    var problems: [any Problem] = []
    for tensor in checkpoint.tensors where !tensor.type.isInteger && !tensor.shape.isEmpty {
      try Interrupt.check()
      do {
        let count = try checkpoint.nonFiniteCount(tensor)
        if count > 0 { problems.append(ExaminationProblem.notFinite(tensor.name, count, of: tensor.count)) }
      } catch {
        problems.append(error)
      }
    }
    return problems
  }

  /// Every tensor that is missing, of a wrong shape, or without use.
  private static func bindingProblems(
    _ configuration: ModelConfiguration, _ checkpoint: Checkpoint
  ) throws -> [any Problem] {
    var reader = WeightReader(checkpoint, .float32, collectsProblems: true)
    do {
      _ = try Family.named(configuration.family).bind(configuration, &reader)
    } catch let problem as any Problem {
      return reader.problems + [problem]
    }
    return reader.problems
  }
}

extension Checkpoint {
  /// How many of a tensor's numbers are NaN or infinite.
  public func nonFiniteCount(_ tensor: StoredTensor) throws(CheckpointProblem) -> Int {
    let rows = max(1, tensor.shape.first ?? 1)
    guard tensor.count > 0 else { return 0 }
    let width = tensor.count / rows
    let step = max(1, (1 << 20) / max(1, width))
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: step * width)
    defer { memory.deallocate() }
    var count = 0
    var first = 0
    while first < rows {
      let end = min(rows, first + step)
      let part = UnsafeMutableBufferPointer(rebasing: memory[..<((end - first) * width)])
      try read(tensor, rows: first..<end, into: part)
      for number in part where !number.isFinite { count += 1 }
      first = end
    }
    return count
  }
}
