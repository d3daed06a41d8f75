import WeirLanguage
import WeirModel
import WeirText

/// What the language asks of the world of models: component literals, `with` blocks, modules from files, and the bodies
/// of all native functions.
///
/// A session makes one and hands it to its interpreter.
public final class Domain: Host {
  public let world: World
  public let shelf: ModelShelf

  public init(_ world: World) {
    self.world = world
    shelf = ModelShelf(world: world)
  }

  /// The bodies behind Stdlib's bodyless declarations.
  ///
  /// Words that the language declares itself (`sum`, `abs`) reach tensors through `Object.apply`.
  public var natives: [NativeFunction] {
    let core = CoreNatives.functions
    let taken = Set(core.map { $0.name })
    var result: [NativeFunction] = []
    for word in TensorWords.all where !taken.contains(word.name) {
      let body = word.body
      result.append(NativeFunction(word.name) { call in try body(call) })
    }
    result += TensorConstruction.functions(world)
    result += TableFunctions.functions(shelf)
    result += FigureFunctions.functions(world)
    result += PictureFunctions.functions()
    result += FileFunctions.functions(world)
    result += ImageFunctions.functions(world, shelf)
    result += ModelFunctions.functions(shelf)
    result += RunFunctions.functions(shelf, world)
    result += InterventionFunctions.functions(shelf)
    result += HelpFunctions.functions(world)
    result += SweepFunctions.functions(world)
    result += ValueFunctions.functions(world)
    return core + result
  }

  public func component(_ literal: ComponentLiteral) throws -> Value {
    .object(ComponentObject(Component(literal), shelf: shelf))
  }

  public func interventions(_ value: Value) throws -> Value {
    Value(try value.interventions().map { .object(InterventionObject($0)) })
  }

  public func module(at path: String, usedBy source: Source) throws -> Source {
    let resolved = try world.readable(Self.path(path, beside: source.name))
    return Source(name: resolved, text: try world.readText(resolved))
  }

  /// A relative path starts from the folder of the file that says it; an entry at the prompt has none.
  private static func path(_ path: String, beside name: String) -> String {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), !name.hasPrefix("<"), let cut = name.lastIndex(of: "/") else {
      return path
    }
    return String(name[...cut]) + path
  }

  public func report(_ diagnostic: Diagnostic) { world.warn(diagnostic) }
}
