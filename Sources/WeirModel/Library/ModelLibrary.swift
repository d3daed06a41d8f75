import WeirText

/// Finds model folders by name, in the order: the path itself, `WEIR_MODELS`, the Hugging Face cache, Weir's own data
/// folder, the bundled models.
///
/// The cache is the user's own, as Hugging Face's tools leave it on disk; nothing is copied and nothing is written.
public struct ModelLibrary: Sendable {
  /// A folder of models and how models lie in it.
  public struct Shelf: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// `<name>` or `<owner>/<name>` are model folders.
      case folder
      /// `models--<owner>--<name>/snapshots/<commit>` are model folders.
      case hub
    }

    /// What messages call it: `WEIR_MODELS`, `the Hugging Face cache`.
    public let name: String
    public let path: String
    public let kind: Kind
  }

  /// A model that was found.
  public struct Entry: Sendable, Hashable {
    /// What people call it: `gpt2`, `EleutherAI/pythia-70m`, or the folder's name.
    public let name: String
    public let folder: String
    /// Where it was found, as in `Shelf.name`; `path` for one that was named by its path.
    public let origin: String
    /// The commit, in the Hugging Face cache.
    public let revision: String?
  }

  /// Where models are looked for, in order.
  public let shelves: [Shelf]
  private let workingFolder: String
  private let home: String?

  /// The name of the bundled model, current until another is loaded.
  public static let bundledName = "brook"

  public init(shelves: [Shelf], workingFolder: String = ".", home: String? = nil) {
    self.shelves = shelves
    self.workingFolder = workingFolder
    self.home = home
  }

  /// Finds a model by path, name, short name, or hub name with `@revision`.
  public func find(_ name: String) throws(LibraryProblem) -> Entry {
    guard !name.isEmpty, !name.contains("\0") else { throw .emptyName }
    let path = FileSystem.absolute(name, in: workingFolder, home: home)
    if FileSystem.isFolder(path) {
      guard FileSystem.exists("\(path)/config.json") else {
        throw .notAModel(folder: path, found: FileSystem.list(path))
      }
      return Entry(name: FileSystem.lastName(path), folder: path, origin: "path", revision: nil)
    }
    if FileSystem.isFile(path) { throw .fileInsteadOfFolder(path) }
    if !Self.looksLikePath(name) {
      let (base, revision) = Self.split(name)
      for shelf in shelves {
        for repository in ShortNames.repositories(for: base) {
          if let entry = try shelf.entry(repository, revision: revision) { return entry }
        }
      }
    }
    throw .notFound(name, searched: shelves, known: models().map(\.name), isPath: Self.looksLikePath(name))
  }

  /// The bundled model.
  public func bundled() throws(LibraryProblem) -> Entry { try find(Self.bundledName) }

  /// Every model on every shelf, in the order of the shelves; a name stands once, where `find` would find it.
  public func models() -> [Entry] {
    var seen: Set<String> = []
    return shelves.flatMap { $0.entries() }.filter { seen.insert($0.name).inserted }
  }

  private static func looksLikePath(_ name: String) -> Bool {
    name.hasPrefix("/") || name.hasPrefix("./") || name.hasPrefix("../") || name.hasPrefix("~")
  }

  /// `owner/name@revision` in its parts.
  private static func split(_ name: String) -> (base: String, revision: String?) {
    guard let at = name.lastIndex(of: "@"), at != name.startIndex else { return (name, nil) }
    return (String(name[..<at]), String(name[name.index(after: at)...]))
  }
}
