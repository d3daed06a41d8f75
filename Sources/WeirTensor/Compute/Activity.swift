import Synchronization
import WeirText

/// What the engine is doing now: noted where it is done, read by whoever shows progress or says what a stop waits for.
///
/// A note costs one store, and there is one for the process, as there is one thread that evaluates.
public enum Activity: Equatable, Sendable {
  case none
  /// A forward pass is in this layer.
  case layer(Int, of: Int)
  /// A forward pass is behind its last layer, at the logits.
  case unembedding
  /// LAPACK factorises a matrix, which nothing can stop.
  case factorisation
  /// A model's weights are being processed.
  case processing

  private static let noted = Atomic<UInt64>(0)
  private static let passed = Atomic<UInt64>(0)
  /// The parts that a pass is counted in, so that layers of several models add up.
  private static let partsOfPass = 1_000_000

  /// The work of the moment; of work that was stopped, where it was stopped.
  public static var current: Activity {
    let word = noted.load(ordering: .relaxed)
    let (number, count) = (Int(word >> 8 & 0xFFF_FFFF), Int(word >> 36))
    switch word & 0xFF {
    case 1: return .layer(number, of: count)
    case 2: return .unembedding
    case 3: return .factorisation
    case 4: return .processing
    default: return .none
    }
  }

  /// Forward passes since the process began, parts of passes included.
  public static var passes: Double { Double(passed.load(ordering: .relaxed)) / Double(partsOfPass) }

  /// Forgets what was noted, before new work begins.
  public static func clear() { Activity.none.note() }

  /// Does a piece of work under its name, which stays when the work throws or somebody has asked to stop it.
  @inline(__always)
  public static func during<Result>(_ activity: Activity, _ body: () throws -> Result) rethrows -> Result {
    activity.note()
    let result = try body()
    if !Interrupt.isRequested { Activity.none.note() }
    return result
  }

  /// Counts one layer of a pass.
  public static func countLayer(of layers: Int) {
    passed.add(UInt64(partsOfPass / max(1, layers)), ordering: .relaxed)
  }

  private func note() {
    let (kind, number, count): (UInt64, Int, Int) =
      switch self {
      case .none: (0, 0, 0)
      case .layer(let layer, let count): (1, layer, count)
      case .unembedding: (2, 0, 0)
      case .factorisation: (3, 0, 0)
      case .processing: (4, 0, 0)
      }
    let word = kind | UInt64(clamping: number) << 8 & 0xF_FFFF_FF00 | UInt64(clamping: count) << 36
    Self.noted.store(word, ordering: .relaxed)
  }
}
