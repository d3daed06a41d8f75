#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// The shelves of a machine, by its environment.

extension ModelLibrary {
  /// The library of this machine.
  ///
  /// - Parameter environment: variables of the process: `WEIR_MODELS` (folders separated by colons), `HF_HUB_CACHE`,
  ///   `HUGGINGFACE_HUB_CACHE`, `TRANSFORMERS_CACHE`, `HF_HOME`, `XDG_CACHE_HOME`, `XDG_DATA_HOME`, `WEIR_STDLIB`, `HOME`.
  public static func standard(
    workingFolder: String = ".", environment: (String) -> String? = processVariable,
    executable: String? = FileSystem.executable
  ) -> ModelLibrary {
    func set(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    let home = set("HOME")
    func path(_ text: String) -> String { FileSystem.absolute(text, in: workingFolder, home: home) }

    var shelves: [Shelf] = []
    for folder in (set("WEIR_MODELS") ?? "").split(separator: ":") {
      shelves.append(Shelf(name: "WEIR_MODELS", path: path(String(folder)), kind: .folder))
    }
    let cacheHome = set("XDG_CACHE_HOME") ?? home.map { "\($0)/.cache" }
    let hubHome = set("HF_HOME") ?? cacheHome.map { "\($0)/huggingface" }
    if let hub = set("HF_HUB_CACHE") ?? set("HUGGINGFACE_HUB_CACHE") ?? hubHome.map({ "\($0)/hub" }) {
      shelves.append(Shelf(name: "the Hugging Face cache", path: path(hub), kind: .hub))
    }
    // Where transformers 4 kept what it fetched; 5 has forgotten it, the files are still there.
    if let old = set("TRANSFORMERS_CACHE"), !shelves.contains(where: { $0.path == path(old) }) {
      shelves.append(Shelf(name: "TRANSFORMERS_CACHE", path: path(old), kind: .hub))
    }
    if let data = set("XDG_DATA_HOME") ?? home.map({ "\($0)/.local/share" }) {
      shelves.append(Shelf(name: "Weir's data folder", path: path("\(data)/weir/models"), kind: .folder))
    }
    let bundled = bundledFolders(executable: executable, stdlib: set("WEIR_STDLIB").map(path))
    shelves += bundled.map { Shelf(name: "the bundled models", path: $0, kind: .folder) }
    return ModelLibrary(shelves: shelves, workingFolder: workingFolder, home: home)
  }

  /// Where the models that come with Weir may lie: beside the executable, beside another Stdlib, in the source tree.
  static func bundledFolders(executable: String?, stdlib: String?) -> [String] {
    var folders: [String] = []
    let program = executable.map(FileSystem.parent)
    if let program { folders.append("\(FileSystem.parent(program))/share/weir/models") }
    if let stdlib { folders.append("\(stdlib)/models") }
    // A program built in the source tree lies a few folders below it.
    var above = program
    for _ in 0..<6 {
      guard let folder = above, folder != "/" else { break }
      if FileSystem.isFolder("\(folder)/Stdlib/models") {
        folders.append("\(folder)/Stdlib/models")
        break
      }
      above = FileSystem.parent(folder)
    }
    return folders
  }

  /// A variable of this process's environment.
  public static func processVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
