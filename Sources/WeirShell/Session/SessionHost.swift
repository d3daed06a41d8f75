import WeirLanguage
import WeirNatives
import WeirText

/// The program around the interpreter: files of `use`, messages, and the domain's own literals.
final class SessionHost: Host {
  private let world: World

  init(world: World) { self.world = world }

  func component(_ literal: ComponentLiteral) throws -> Value { throw ShellProblem.noDomain }

  func interventions(_ value: Value) throws -> Value { throw ShellProblem.noDomain }

  func module(at path: String, usedBy source: Source) throws -> Source {
    let resolved = try world.readable(Self.path(path, besides: source.name))
    let bytes = try world.read(resolved)
    return try Source(name: resolved, validating: bytes)
  }

  func report(_ diagnostic: Diagnostic) { world.warn(diagnostic) }

  /// A relative path starts from the folder of the file that says it; an entry at the prompt has none.
  private static func path(_ path: String, besides name: String) -> String {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), !name.hasPrefix("<"), let cut = name.lastIndex(of: "/") else {
      return path
    }
    return String(name[...cut]) + path
  }
}
