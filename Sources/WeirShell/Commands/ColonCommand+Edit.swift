// `:edit` opens the last entry in the person's editor; what is saved there becomes the next entry and runs.

import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ColonCommand {
  static let edit = ColonCommand(
    "edit", .optional("FILE", .file), "Opens the last entry in $EDITOR, and runs what is saved"
  ) {
    shell, argument in
    let environment = shell.session.world.environment
    let editor = ["VISUAL", "EDITOR"].compactMap(environment).first { !$0.trimmed.isEmpty } ?? "vi"
    if !argument.isEmpty {
      try open(argument.unquoted, with: editor)
      return
    }
    let earlier = shell.history.entries.last { !$0.hasPrefix(":") && !$0.hasPrefix("?") }
    guard let earlier else { throw ShellProblem.nothingToEdit }
    let path = (environment("TMPDIR") ?? "/tmp") + "/weir-\(getpid()).weir"
    defer { unlink(path) }
    try shell.session.world.write(Array((earlier + "\n").utf8), to: path)
    try open(path, with: editor)
    let text = try SourceText.file(path).text.trimmed
    guard !text.isEmpty, text != earlier else { return }
    shell.console.write(Markup(text + "\n", .dim))
    shell.enter(text)
  }

  /// Runs the editor on the terminal and waits; the name may hold arguments, as `code --wait` does.
  private static func open(_ path: String, with editor: String) throws {
    let words = ["/bin/sh", "-c", "\(editor) \"$1\"", "weir", path]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, nil, arguments, environ) == 0 else {
      throw ShellProblem.cannotRunEditor(editor)
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if status != 0 { throw ShellProblem.cannotRunEditor(editor) }
  }
}
