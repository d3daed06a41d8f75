import Synchronization
import WeirLanguage
import WeirNatives
import WeirText

@testable import WeirShell

/// A session as the program has it, checker included, whose output and messages are kept.
final class SessionLog {
  private final class Lines: Sendable {
    let text = Mutex("")
    let reports = Mutex<[Diagnostic]>([])
  }

  let session: Session
  private let lines = Lines()

  init(workingFolder: String = World.currentFolder()) throws {
    let lines = lines
    let world = World(
      workingFolder: workingFolder, warn: { found in lines.reports.withLock { $0.append(found) } },
      write: { more in lines.text.withLock { $0 += more } }, draw: { more in lines.text.withLock { $0 += more.plain } })
    session = try Session.standard(world: world)
  }

  /// Runs a script: what it wrote, then its messages without their places, one line each.
  func transcript(_ text: String) throws -> String {
    let (output, diagnostics) = try run(text)
    return output + diagnostics.map(Self.sentences).joined()
  }

  /// What a script wrote, and its warnings and errors in order.
  func run(_ text: String) throws -> (output: String, diagnostics: [Diagnostic]) {
    let outcome = try LargeStack.run { session.run(Source(name: "script", text: text)) }
    var diagnostics = lines.reports.withLock { reports in
      defer { reports = [] }
      return reports
    }
    if case .failed(let errors) = outcome { diagnostics += errors }
    let output = lines.text.withLock { text in
      defer { text = "" }
      return text
    }
    return (output, diagnostics)
  }

  private static func sentences(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.severity): \(diagnostic.message)\n" + diagnostic.help.map { "  \($0)\n" }.joined()
  }
}
