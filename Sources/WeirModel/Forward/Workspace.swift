import Synchronization
import WeirTensor

/// The memory of a forward pass, made once for a number of rows and used again by every layer.
final class Workspace: @unchecked Sendable {
  let capacity: Int
  /// The residual stream `[row, d_model]`, and a second one for the rows that the last layer keeps.
  let residual: FloatBuffer
  let kept: FloatBuffer
  /// What the norms put out `[row, d_model]`.
  let normal: FloatBuffer
  let normal2: FloatBuffer?
  /// Queries, keys and values side by side `[row, (head + 2 · group) · d_head]`.
  let attention: FloatBuffer
  /// `[row, head · d_head]`.
  let mix: FloatBuffer
  /// What a sublayer puts out `[row, d_model]`.
  let output: FloatBuffer
  /// `[row, d_mlp]`; the second one in gated MLPs.
  let hidden: FloatBuffer
  let gate: FloatBuffer?
  let means: FloatBuffer
  let scales: FloatBuffer

  init(_ c: ModelConfiguration, rows: Int) {
    capacity = rows
    residual = FloatBuffer(count: rows * c.dModel)
    kept = FloatBuffer(count: rows * c.dModel)
    normal = FloatBuffer(count: rows * c.dModel)
    normal2 = !c.isSequential ? FloatBuffer(count: rows * c.dModel) : nil
    attention = FloatBuffer(count: rows * c.attentionWidth)
    mix = FloatBuffer(count: rows * c.headCount * c.dHead)
    output = FloatBuffer(count: rows * c.dModel)
    hidden = FloatBuffer(count: rows * c.dMLP)
    gate = c.isGated || c.hasExperts ? FloatBuffer(count: rows * c.dMLP) : nil
    means = FloatBuffer(count: rows)
    scales = FloatBuffer(count: rows)
  }

  /// The bytes that a row takes.
  static func bytesPerRow(_ c: ModelConfiguration) -> Int {
    let streams = c.isSequential ? 4 : 5
    let width =
      streams * c.dModel + c.attentionWidth + c.headCount * c.dHead + (c.isGated || c.hasExperts ? 2 : 1) * c.dMLP + 2
    return width * MemoryLayout<Float>.stride
  }
}

extension ModelConfiguration {
  /// Queries, keys and values of one row.
  var attentionWidth: Int { (headCount + 2 * keyValueHeadCount) * dHead }
}

/// Workspaces that wait for the next pass, so that passes of the same size allocate nothing.
final class WorkspaceStore: Sendable {
  private let idle = Mutex<Workspace?>(nil)
  /// The most bytes that wait: some 900 positions of GPT-2 small.
  ///
  /// A larger workspace goes back to the system, since what one site needs of it is less than all of it.
  private static let keptBytes = 32 << 20

  /// Lends a workspace of at least this many rows.
  func withWorkspace<Result>(
    _ configuration: ModelConfiguration, rows: Int, _ body: (Workspace) throws -> Result
  ) rethrows -> Result {
    let waiting = idle.withLock { held -> Workspace? in
      defer { held = nil }
      return held
    }
    // A much larger one than needed is given back to the system.
    let fits = waiting.map { $0.capacity >= rows && $0.capacity <= max(64, 8 * rows) } ?? false
    let workspace = (fits ? waiting : nil) ?? Workspace(configuration, rows: (rows + 15) / 16 * 16)
    let isKept = workspace.capacity * Workspace.bytesPerRow(configuration) <= Self.keptBytes
    defer { if isKept { idle.withLock { $0 = workspace } } }
    return try body(workspace)
  }
}
