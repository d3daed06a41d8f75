import WeirLanguage
import WeirNatives
import WeirText

/// `weir test`: the tests of scripts, with a summary.
public enum TestedFiles {
  /// Runs the tests of files and of all scripts below folders; without any, of the scripts in the working folder.
  /// - Returns: the status for the process: 0 when all hold, 1 when one does not, 2 when there is nothing to test.
  public static func test(_ paths: [String], filter: String, console: Console) -> Int32 {
    defer { console.flush() }
    var passed = 0
    var failed = 0
    var fileCount = 0
    for path in paths.isEmpty ? scripts(in: ".", isDeep: false) : paths.flatMap(files) {
      do {
        let outcome = try LargeStack.run { try ScriptTest(SourceText.file(path)).run(filter: filter) }
        passed += outcome.passed
        failed += outcome.failures.count
        if outcome.passed + outcome.failures.count > 0 { fileCount += 1 }
        for failure in outcome.failures { console.write(draw(failure)) }
      } catch is Interrupted {
        console.writeError(Markup("interrupted\n", .warning))
        return 130
      } catch {
        failed += 1
        fileCount += 1
        console.report((error as? SyntaxErrors)?.diagnostics ?? [Launch.diagnostic(error)])
      }
    }
    if passed + failed == 0 {
      console.writeError("nothing to test: no script here has `# expect:` comments or examples in `##` comments\n")
      return 2
    }
    let files = Count.of(fileCount, "file")
    let summary = failed == 0 ? "\(passed) passed in \(files)" : "\(passed) passed, \(failed) failed in \(files)"
    console.write(Markup(summary + "\n", failed == 0 ? .strong : .error))
    return failed == 0 ? 0 : 1
  }

  private static func files(_ path: String) -> [String] {
    FolderListing.names(in: path) == nil ? [path] : scripts(in: path, isDeep: true)
  }

  private static func scripts(in folder: String, isDeep: Bool) -> [String] {
    let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    return (FolderListing.names(in: folder) ?? []).sorted().filter { !$0.hasPrefix(".") }.flatMap { name in
      if name.hasSuffix("/") { return isDeep ? scripts(in: prefix + name.dropLast(), isDeep: true) : [] }
      return name.hasSuffix(".weir") ? [prefix + name] : []
    }
  }

  /// Place and title, then what was expected and what was found under each other.
  private static func draw(_ failure: ScriptTest.Failure) -> Markup {
    var result = Markup(failure.place, .strong) + Markup(failure.title.isEmpty ? "\n" : "  \(failure.title)\n")
    result += row("expected", failure.expected, none: "nothing", .hint)
    return result + row("found", failure.found, none: "nothing", .error) + Markup("\n")
  }

  private static func row(_ name: String, _ text: String, none: String, _ style: Markup.Style) -> Markup {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if text.isEmpty { return Markup("  " + name.padded(toWidth: 10), .dim) + Markup(none + "\n", .dim) }
    return lines.enumerated().reduce(into: Markup()) { result, line in
      result += Markup("  " + (line.offset == 0 ? name : "").padded(toWidth: 10), .dim)
      result += Markup(Visible.text(line.element) + "\n", style)
    }
  }
}
