import WeirLanguage
import WeirNatives
import WeirText

/// `weir doc`: the reference documentation of the standard library, or of scripts.
public enum Reference {
  /// How it is written.
  public enum Form: Sendable {
    case html, json, markdown
  }

  /// Writes the reference of some files, or of the whole library; false when something went wrong.
  public static func write(_ files: [String], form: Form, to path: String?, console: Console) -> Bool {
    defer { console.flush() }
    do {
      let text: String = try LargeStack.run { Self.text(try entries(files), form) }
      if let path {
        try World(write: { _ in }, draw: { _ in }).write(Array(text.utf8), to: path)
      } else {
        console.write(text)
      }
      return true
    } catch {
      console.report((error as? SyntaxErrors)?.diagnostics ?? [Launch.diagnostic(error)])
      return false
    }
  }

  static func text(_ entries: [ReferenceEntry], _ form: Form) -> String {
    switch form {
    case .html: ReferencePage.html(entries)
    case .json: ReferenceText.json(entries)
    case .markdown: ReferenceText.markdown(entries)
    }
  }

  static func entries(_ files: [String]) throws -> [ReferenceEntry] {
    let world = World(write: { _ in }, draw: { _ in })
    let session = try Session.standard(world: world)
    let library = session.interpreter.library
    if files.isEmpty {
      return try ReferenceEntry.all(in: library, modules: library.modules.map(\.name), besides: world)
    }
    return try files.flatMap { file in
      try ReferenceEntry.all(in: try SourceText.file(file), session: try Session.standard(world: world))
    }
  }
}
