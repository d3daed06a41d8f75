/// What a sweep will cost, before it runs.
public struct SweepPlan: Sendable {
  public let cellCount: Int
  /// Cells are computed in so many groups, each of which reads the weights once.
  public let blockCount: Int
  /// Arithmetic operations.
  public let operations: Double
  /// Arithmetic operations if each cell were a run of its own.
  public let operationsWithoutSharing: Double
  /// Bytes that the sweep holds at once beside the model and the base run.
  public let byteCount: Int
  /// How long it will take, by the speed of a product measured just now.
  public let seconds: Double

  /// How many times less there is to compute than by one run a cell.
  public var saving: Double { operations > 0 ? operationsWithoutSharing / operations : .infinity }
}

extension ModelConfiguration {
  /// Operations of one row through one layer, attention's reading of `keys` keys included.
  func operationsPerRow(keys: Double) -> Double { operationsOfHeads(keys: keys) + operationsBehindHeads }

  /// Of these, queries, keys and values, and the heads' mix.
  func operationsOfHeads(keys: Double) -> Double { operationsOfProjection + 4 * Double(headCount * dHead) * keys }

  /// Of these, queries, keys and values alone.
  var operationsOfProjection: Double { 2 * Double(dModel) * Double(attentionWidth) }

  /// Of these, the heads' output and the MLP.
  var operationsBehindHeads: Double {
    let mlp = Double(dModel) * Double(dMLP) * matricesPerRow
    return 2 * (Double(headCount * dHead) * Double(dModel) + mlp)
  }

  /// How many matrices of an MLP's size a row meets.
  private var matricesPerRow: Double {
    switch mlp.kind {
    case .none: 0
    case .plain: 2
    case .gated: 3
    case .experts(_, let perToken, _): Double(3 * perToken)
    }
  }

  /// Operations of one row's logits.
  func operationsOfLogits(tokens: Int?) -> Double { 2 * Double(dModel) * Double(tokens ?? vocabularySize) }
}
