/// A file that a session read or wrote.
public struct FileRecord: Sendable, Equatable {
  /// Absolute, with links resolved.
  public let path: String
  public let byteCount: Int

  public init(path: String, byteCount: Int) {
    self.path = path
    self.byteCount = byteCount
  }
}
