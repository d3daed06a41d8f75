/// The program asked to end the process, by `exit(n)`.
///
/// Natives throw it; the command line and the prompt obey it.
public struct Exit: Unwinding {
  public let status: Int32

  public init(status: Int32) { self.status = status }
}
