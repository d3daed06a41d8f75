import WeirText

/// An error of a running program, ready to be drawn.
public struct RuntimeError: Error {
  public var diagnostic: Diagnostic

  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
