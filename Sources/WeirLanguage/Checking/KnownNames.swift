import WeirText

/// What the checker is told about names that a program does not define itself.
public protocol KnownNames {
  /// Names visible without `use`, for suggestions.
  var names: [String] { get }
  /// What a bare name stands for; nil when it is not known.
  func declared(_ name: String) -> DeclaredName?
  /// Modules that `use` can name.
  var modules: [String] { get }
  /// What a module defines; nil when there is no such module.
  func module(_ name: String) -> [String: DeclaredName]?
  /// What a file that is used defines.
  /// - Throws: a `Problem` when the file cannot be read, a `FileFault` when it has errors of its own.
  func file(_ path: String, usedBy source: Source) throws -> [String: DeclaredName]
}

/// What stands behind a name.
public enum DeclaredName: Sendable {
  case function(Signature)
  case value
}

extension DeclaredName {
  /// What a program defines at its top level, for programs that use it.
  public static func all(in program: Program) -> [String: DeclaredName] {
    var names: [String: DeclaredName] = [:]
    for statement in program.statements {
      switch statement.kind {
      case .define(let definition): names[definition.name.text] = .function(Signature(definition))
      case .assign(let target, _): for name in target.names { names[name.text] = .value }
      case .param(let param): names[param.name.text] = .value
      default: break
      }
    }
    return names
  }
}

/// Known names given as they are.
public struct NameTable: KnownNames {
  public var table: [String: DeclaredName]
  public var moduleTable: [String: [String: DeclaredName]]
  public var files: [String: [String: DeclaredName]]

  public init(
    _ table: [String: DeclaredName] = [:], modules: [String: [String: DeclaredName]] = [:],
    files: [String: [String: DeclaredName]] = [:]
  ) {
    self.table = table
    self.moduleTable = modules
    self.files = files
  }

  public var names: [String] { table.keys.sorted() }
  public func declared(_ name: String) -> DeclaredName? { table[name] }
  public var modules: [String] { moduleTable.keys.sorted() }
  public func module(_ name: String) -> [String: DeclaredName]? { moduleTable[name] }

  public func file(_ path: String, usedBy source: Source) throws -> [String: DeclaredName] {
    guard let names = files[path] else { throw MissingFile(path: path) }
    return names
  }

  private struct MissingFile: Problem {
    let path: String
    var code: String { "E7001" }
    var message: String { "there is no file `\(path)`" }
  }
}

/// Tells which components, sites and tokens exist, when only one model can be meant.
public protocol SiteCheck {
  /// Complains about a component, and about the site after its dot.
  /// - Throws: a `Problem` when the model has no such layer, head, neuron or site.
  func check(_ component: ComponentLiteral, site: String?) throws
  /// Complains about a hook name in a string.
  /// - Throws: a `Problem` when the model has no such hook point.
  func check(hookName: String) throws
  /// Complains about a text that is not one token of the model.
  /// - Throws: a `Problem` that says into which tokens it splits.
  func check(token: String) throws
}
