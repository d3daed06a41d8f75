import WeirText

/// What is wrong inside a file that is used.
public struct FileFault: Error, Sendable {
  /// The file's own errors; empty where they have been told before.
  public let diagnostics: [Diagnostic]
}
