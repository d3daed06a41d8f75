import WeirTensor

/// What the engine is doing, in words for the person who waits for it.
public enum EngineActivity {
  /// Forgets what an earlier entry did.
  public static func clear() { Activity.clear() }

  /// Forward passes since the process began, parts of passes included.
  public static var passes: Double { Activity.passes }

  /// How far the work of the moment has come; nil when that cannot be told.
  public static var progress: String? {
    switch Activity.current {
    case .none: nil
    case .layer(let layer, let count): "layer \(layer + 1) of \(count)"
    case .unembedding: "logits"
    case .factorisation: "factorising a matrix"
    case .processing: "processing weights"
    }
  }

  /// Where work was stopped; nil when that was between two pieces of the engine's work.
  public static var place: String? {
    switch Activity.current {
    case .none: nil
    case .layer(let layer, let count): "after \(layer) of \(count) layers"
    case .unembedding: "at the logits"
    case .factorisation: "after a matrix was factorised"
    case .processing: "while weights were processed"
    }
  }

  /// Why the work of the moment cannot be stopped before its end; nil when it can.
  public static var obstacle: String? {
    Activity.current == .factorisation ? "LAPACK is factorising a matrix, which cannot be stopped" : nil
  }
}
