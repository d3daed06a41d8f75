import WeirLanguage
import WeirTensor

/// The engine's own flag for stopping, beside the interpreter's: whoever raises one raises the other.
public enum EngineInterrupt {
  /// Asks running passes and products to stop.
  public static func raise() { Interrupt.request() }

  /// Forgets a request, before an entry runs.
  public static func clear() { Interrupt.clear() }

  /// Runs a piece of the engine's work; that it was stopped is said in the interpreter's way.
  static func passing<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch is WeirTensor.Interrupted { throw WeirLanguage.Interrupted() }
  }
}
