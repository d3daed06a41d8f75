/// Which files a script may read and write; the person at the prompt has no limits.
public struct Permissions: Sendable, Equatable {
  /// Folders (or single files) whose contents are allowed, absolute and with links resolved.
  public enum Extent: Sendable, Equatable {
    case everything
    case below([String])
  }

  public var reading: Extent
  public var writing: Extent

  public init(reading: Extent, writing: Extent) {
    self.reading = reading
    self.writing = writing
  }

  /// What the prompt and `-e` have.
  public static let everything = Permissions(reading: .everything, writing: .everything)

  /// What a script has: its own folder and what its arguments name for reading, the working folder (or `--out`) for
  /// writing, and what `--allow-read` and `--allow-write` add.
  ///
  /// What may be written may be read back.
  public static func script(
    in folder: String, workingFolder: String, arguments: [String] = [], allowRead: [String] = [],
    allowWrite: [String] = []
  ) -> Permissions {
    let writable = ([workingFolder] + allowWrite).map { FilePath.resolved($0, in: workingFolder) }
    let readable = ([folder] + arguments + allowRead).map { FilePath.resolved($0, in: workingFolder) }
    return Permissions(reading: .below(readable + writable), writing: .below(writable))
  }
}

extension Permissions.Extent {
  /// With one folder more.
  func adding(_ folder: String?) -> Permissions.Extent {
    guard case .below(let roots) = self, let folder else { return self }
    return .below(roots + [folder])
  }

  /// Takes in what lies below a resolved path.
  mutating func add(_ root: String) {
    if case .below(let roots) = self { self = .below(roots + [root]) }
  }

  /// Whether a resolved path lies in it.
  public func allows(_ path: String) -> Bool {
    switch self {
    case .everything: true
    case .below(let roots):
      roots.contains { root in path == root || path.hasPrefix(root.hasSuffix("/") ? root : root + "/") }
    }
  }
}
