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
  /// - Parameter isEnding: whether the work has been told to stop, and still goes on.
  public static func place(isEnding: Bool) -> String? {
    switch Activity.current {
    case .none: nil
    case .layer(let layer, let count): "after \(layer) of \(count) layers"
    case .unembedding: "at the logits"
    case .factorisation where isEnding: "while LAPACK factorises a matrix"
    case .factorisation: "after a matrix was factorised"
    case .processing: "while weights were processed"
    }
  }
}
