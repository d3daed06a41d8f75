import WeirText

/// `param name = default`: the command line's value, read as the default's kind.
final class ParamNode: StatementNode {
  let name: String
  let place: Cell
  let defaultValue: Node
  let options: () -> [String: String]

  init(
    _ name: String, _ place: Cell, _ defaultValue: Node, options: @escaping () -> [String: String], _ span: Span
  ) {
    self.name = name
    self.place = place
    self.defaultValue = defaultValue
    self.options = options
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    let value = try defaultValue.value(f)
    guard let text = options()[name] else {
      place.bind(value)
      return .normal
    }
    do {
      if case .object(let object) = value, object.typeName == "component" {
        place.bind(try OptionText.component(text, name: name, host: f.machine.host))
      } else {
        place.bind(try OptionText.read(text, like: value, name: name))
      }
    } catch {
      throw f.locate(error, at: span)
    }
    return .normal
  }
}

/// Texts from the command line as values of a default's kind.
enum OptionText {
  static func read(_ text: String, like example: Value, name: String) throws -> Value {
    switch example {
    case .number:
      if let number = Double(text), !text.hasPrefix("0x") { return .number(number) }
      throw RuntimeFact.wrongOption(name: name, text: text, wanted: "a number")
    case .bool:
      switch text {
      case "true", "": return .bool(true)
      case "false": return .bool(false)
      default: throw RuntimeFact.wrongOption(name: name, text: text, wanted: "true or false")
      }
    case .list(let box):
      guard let first = box.items.first else { return Value(text.split(separator: ",").map { Value(String($0)) }) }
      return Value(try text.split(separator: ",").map { try read(String($0), like: first, name: name) })
    case .range(let range):
      guard let value = readRange(text, range) else {
        throw RuntimeFact.wrongOption(name: name, text: text, wanted: "a range such as 0..<4")
      }
      return value
    default: return Value(text)
    }
  }

  static func component(_ text: String, name: String, host: any Host) throws -> Value {
    let stream = Lexer.tokens(of: Source(name: "--" + name, text: text))
    guard stream.tokens.count == 2, let token = stream.tokens.first, token.kind == .component, stream.problems.isEmpty
    else { throw RuntimeFact.wrongOption(name: name, text: text, wanted: "a component such as L5H1") }
    return try host.component(stream.components[Int(token.payload)])
  }

  private static func readRange(_ text: String, _ example: RangeBox) -> Value? {
    for (mark, isClosed) in [("..<", false), ("...", true)] {
      let parts = Text.split(text, mark)
      guard parts.count == 2, let lower = Double(parts[0]), let upper = Double(parts[1]) else { continue }
      return .range(RangeBox(lower: lower, upper: upper, isClosed: isClosed))
    }
    return nil
  }
}

/// `use module`, `use module: a, b`, `use "file" as name`.
final class UseNode: StatementNode {
  let use: Use
  unowned let scope: ModuleScope

  init(_ use: Use, in scope: ModuleScope, _ span: Span) {
    self.use = use
    self.scope = scope
    super.init(span)
  }

  private var module: Span {
    switch use.module {
    case .library(let name): name.span
    case .file(_, let span): span
    }
  }

  override func run(_ f: Frame) throws -> Completion {
    do { try scope.use(use) } catch { throw f.locate(error, at: module) }
    return .normal
  }
}
