import WeirText

/// The standard library: modules of Weir text, and the native bodies behind its bodyless declarations.
///
/// Only the names are read at the start; a module is parsed when one of its names is first used.
public final class Library {
  public struct Module {
    public let name: String
    public let source: Source
  }

  /// A definition or constant of the library.
  public struct Declaration {
    public let name: String
    public let module: String
    /// Nil for a constant.
    public let definition: Definition?
    public let documentation: DocComment?
    /// The whole statement, as `??name` shows it.
    public let span: Span

    public var signature: Signature? { definition.map { Signature($0) } }
    public var isNative: Bool {
      if case .native? = definition?.body { return true }
      return false
    }
  }

  public let modules: [Module]
  private let natives: [String: NativeFunction]
  private let parse: (Source) -> ParseResult

  /// Takes the library's text and the native bodies. `prelude` says by its `use` lines what is visible without `use`:
  /// `use lists` makes every name of `lists` bare, `use lists: len` one.
  public init(
    modules: [(name: String, text: String)], natives: [NativeFunction], parse: @escaping (Source) -> ParseResult
  ) {
    self.modules = modules.map { Module(name: $0.name, source: Source(name: "std/\($0.name)", text: $0.text)) }
    self.natives = Dictionary(natives.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.parse = parse
  }
}
