import WeirNatives
import WeirText

extension ColonCommand {
  static let time = ColonCommand(
    "time", .required("PROGRAM", .program), "Runs a program and says what it took: time, forward passes, memory"
  ) {
    shell, argument in
    let passes = EngineActivity.passes
    PeakMemory.reset()
    let start = shell.session.world.clock()
    let outcome = shell.onThread { shell.session.run(entry: argument) { shell.echo($0) } }
    let seconds = shell.session.world.clock() - start
    shell.finish(outcome, seconds: 0)
    let facts = [
      Duration.text(seconds), Self.text(passes: EngineActivity.passes - passes),
      PeakMemory.bytes.map { "at most \(MemorySize.text($0)) of memory" },
    ]
    shell.console.writeError(Markup(facts.compactMap(\.self).joined(separator: " · ") + "\n", .dim))
  }

  /// Layers that were computed anew count as parts of a pass; nil when there were none.
  private static func text(passes: Double) -> String? {
    let rounded = (passes * 10).rounded() / 10
    guard rounded > 0 else { return nil }
    let number = rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    return number + (rounded == 1 ? " forward pass" : " forward passes")
  }
}
