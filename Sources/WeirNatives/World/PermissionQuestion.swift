/// What a script wants to do beyond what it may, for a person who can allow it.
public struct PermissionQuestion: Sendable, Equatable {
  public enum Access: String, Sendable {
    case read, write
  }

  public let access: Access
  /// The resolved path of the file.
  public let path: String

  public init(_ access: Access, _ path: String) {
    self.access = access
    self.path = path
  }

  /// The folder that the file lies in.
  public var folder: String { FilePath.parent(path) }

  public enum Answer: Sendable {
    case refuse
    /// This file, for as long as the script runs.
    case file
    /// Everything below the file's folder.
    case folder
  }
}
