import WeirLanguage
import WeirModel
import WeirText

/// The comments at the head of a script that `:save` wrote: what made its values.
///
///     # Saved by weir 0.1.0 (4d054bc, swift 6.3, x86_64-linux)
///     # model brook sha256 90c1...
///     # seed 0
struct SavedHead: Equatable {
  /// Which Weir it was, as `weir --version` says it.
  var version: String
  var model: String?
  /// SHA-256 of the model's files.
  var digest: String?
  var seed: UInt64

  private static let beginning = "# Saved by "

  init(version: String = Version.line, model: String? = nil, digest: String? = nil, seed: UInt64) {
    self.version = version
    self.model = model
    self.digest = digest
    self.seed = seed
  }

  /// Reads the head of a script; nil when `:save` did not write it.
  init?(_ script: String) {
    let lines = script.prefix(2000).split(separator: "\n").prefix { $0.hasPrefix("# ") }
    guard let first = lines.first, first.hasPrefix(Self.beginning) else { return nil }
    self.init(version: String(first.dropFirst(Self.beginning.count)), seed: 0)
    for line in lines.dropFirst() {
      let words = line.split(separator: " ").map(String.init)
      switch words.dropFirst().first {
      case "model" where words.count >= 3:
        model = words[2]
        digest = words.count == 5 && words[3] == "sha256" ? words[4] : nil
      case "seed" where words.count == 3: seed = UInt64(words[2]) ?? 0
      default: break
      }
    }
  }

  /// The lines of the head, each with its end.
  var text: String {
    var text = Self.beginning + version + "\n"
    if let model { text += "# model \(model)" + (digest.map { " sha256 \($0)" } ?? "") + "\n" }
    return text + "# seed \(seed)\n"
  }

  /// A note when another Weir than this one wrote the script; nil when the same one did, as far as that is known.
  var note: Diagnostic? {
    guard Self.facts(version) != Self.facts(Version.line) else { return nil }
    var note = Diagnostic(ShellProblem.savedByAnother(version, this: Version.line))
    note.severity = .note
    return note
  }

  /// What tells one Weir from another: its number, and the commit that it was built from where it is known.
  ///
  /// `weir 0.1.0 (4d054bc, swift 6.3, x86_64-linux)` is `["weir", "0.1.0", "4d054bc"]`.
  private static func facts(_ version: String) -> [String] {
    let words = version.split(separator: "(", maxSplits: 1).map { $0.trimmed }
    let commit = words.dropFirst().first?.split(separator: ",").first.map(String.init) ?? ""
    return (words.first?.split(separator: " ").map(String.init) ?? []) + (commit.hasPrefix("swift ") ? [] : [commit])
  }
}

extension Session {
  /// What is known of the session's own making, for the head of the script that it becomes.
  var savedHead: SavedHead {
    let loaded = domain.shelf.currentIfLoaded
    return SavedHead(
      model: loaded?.configuration.name, digest: loaded.flatMap { try? $0.folder?.digest() }, seed: world.seed)
  }

  /// A warning when the model that a saved script names is not the one of that name here.
  func warning(about head: SavedHead) -> Diagnostic? {
    guard let name = head.model, let digest = head.digest, let entry = try? models.find(name),
      let found = try? ModelFolder(entry).digest(), found != digest
    else { return nil }
    var warning = Diagnostic(ShellProblem.savedModelDiffers(name))
    warning.severity = .warning
    return warning
  }
}
