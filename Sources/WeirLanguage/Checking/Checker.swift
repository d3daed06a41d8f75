// The whole-script check: what can be known from the text is said before anything runs.

import WeirText

/// Checks programs before they run.
public struct Checker {
  /// What a text is for; it decides what is expected of it.
  public enum Subject: Sendable {
    /// A script that is run.
    case script
    /// A file that other scripts use.
    case module
    /// A module of the standard library, whose functions may have native bodies.
    case library
    /// An entry at the prompt; later entries may use what it binds.
    case entry
  }

  let known: any KnownNames
  let sites: (any SiteCheck)?
  let subject: Subject

  /// `sites` is given when only one model can be meant.
  public init(known: any KnownNames, sites: (any SiteCheck)? = nil, subject: Subject = .script) {
    self.known = known
    self.sites = sites
    self.subject = subject
  }

  /// Errors and warnings, in the order of their places.
  public func check(_ program: Program) -> [Diagnostic] {
    let walk = CheckWalk(self, program)
    walk.run(program)
    // What is unused cannot be told while names are wrong.
    let hasErrors = walk.found.contains { $0.1.severity == .error }
    let found = hasErrors ? walk.found.filter { !CheckFact.codesOfUnused.contains($0.1.code) } : walk.found
    return found.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1)
  }

  /// Which models a program loads, as far as its text tells.
  public static func models(in program: Program) -> ModelUse {
    var loads: [ModelUse] = []
    SyntaxVisitor.visit(program.statements) { expression in
      guard case .call(let callee, let arguments, _) = expression.kind, case .name("load") = callee.kind else { return }
      loads.append(arguments.first?.value.flatMap(text).map { .one($0) } ?? .unknown)
    }
    switch loads.count {
    case 0: return .current
    case 1: return loads[0]
    default: return .several
    }
  }

  private static func text(_ expression: Expression) -> String? {
    guard case .string(let parts) = expression.kind, parts.count == 1, case .text(let text) = parts[0] else {
      return nil
    }
    return text
  }
}

/// Which models a program means.
public enum ModelUse: Sendable, Equatable {
  /// It loads none: the current model.
  case current
  /// The model of this name.
  case one(String)
  /// One whose name is computed.
  case unknown
  case several
}
