// Syntax trees as S-expressions, without places: what parser and formatter tests compare.

import WeirLanguage
import WeirText

func dump(_ program: Program) -> String { program.statements.map(dump).joined(separator: "\n") }

func dump(_ statement: Statement) -> String {
  switch statement.kind {
  case .expression(let e, let isSilent): isSilent ? "(silent \(dump(e)))" : dump(e)
  case .assign(let target, let e): "(= \(dump(target)) \(dump(e)))"
  case .assignPlace(let place, let e): "(place= \(dump(place)) \(dump(e)))"
  case .define(let d):
    "(def \(d.name.text) \(dump(d.parameters))\(d.result.map { " -> " + dump($0.kind) } ?? "") \(dump(d.body))"
      + "\(d.documentation.map { " doc:\($0.debugDescription)" } ?? ""))"
  case .forEach(let target, let items, let body): "(for \(dump(target)) \(dump(items)) \(dump(body)))"
  case .whileTrue(let e, let body): "(while \(dump(e)) \(dump(body)))"
  case .breakLoop: "(break)"
  case .continueLoop: "(continue)"
  case .returnValue(let e): e.map { "(return \(dump($0)))" } ?? "(return)"
  case .use(let use): dump(use)
  case .save(let e, let path, let options): "(save \(dump(e)) \(dump(path))\(options.map { " " + dump($0) }.joined()))"
  case .assert(let e, let message): "(assert \(dump(e))\(message.map { " " + dump($0) } ?? ""))"
  case .param(let p):
    "(param \(p.name.text) \(dump(p.defaultValue))\(p.documentation.map { " doc:\($0.debugDescription)" } ?? ""))"
  }
}

func dump(_ block: Block) -> String { "{\(block.statements.map(dump).joined(separator: " "))}" }

func dump(_ target: Target) -> String { target.names.map(\.text).joined(separator: ",") }

func dump(_ parameters: [Parameter]) -> String {
  let texts: [String] = parameters.map(dump)
  return "(" + texts.joined(separator: " ") + ")"
}

func dump(_ parameter: Parameter) -> String {
  var text = parameter.isRest ? "..." : ""
  text += parameter.name.text
  if let type = parameter.type { text += ":" + dump(type.kind) }
  if let value = parameter.defaultValue { text += "=" + dump(value) }
  return text
}

func dump(_ body: Definition.Body) -> String {
  switch body {
  case .expression(let e): dump(e)
  case .block(let block): dump(block)
  case .native: "native"
  }
}

func dump(_ use: Use) -> String {
  let module =
    switch use.module {
    case .library(let name): name.text
    case .file(let path, _): path.debugDescription
    }
  return "(use \(module)\(use.alias.map { " as \($0.text)" } ?? "")\(use.names.map { " " + $0.text }.joined()))"
}

func dump(_ type: TypeAnnotation.Kind) -> String {
  switch type {
  case .named(let name): name
  case .tensor(let axes): "tensor[\(axes.joined(separator: " "))]"
  case .list(let item): "list<\(dump(item))>"
  case .either(let kinds): kinds.map(dump).joined(separator: "|")
  }
}

func dump(_ e: Expression) -> String {
  switch e.kind {
  case .none: "none"
  case .bool(let value): "\(value)"
  case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  case .string(let parts): parts.isEmpty ? "\"\"" : parts.map(dump).joined(separator: "+")
  case .name(let name): name
  case .component: "<\(e.span.text.filter { !$0.isWhitespace && $0 != "(" && $0 != ")" })>"
  case .list(let elements): "[\(elements.map(dump).joined(separator: " "))]"
  case .record(let fields): "(record\(fields.map { " " + dump($0) }.joined()))"
  case .range(let lower, let upper, let isClosed):
    "(\(isClosed ? "..." : "..<") \(lower.map(dump) ?? "_") \(upper.map(dump) ?? "_"))"
  case .negate(let e): "(neg \(dump(e)))"
  case .not(let e): "(not \(dump(e)))"
  case .both(let a, let b): "(and \(dump(a)) \(dump(b)))"
  case .either(let a, let b): "(or \(dump(a)) \(dump(b)))"
  case .binary(let op, let a, let b): "(\(op.rawValue) \(dump(a)) \(dump(b)))"
  case .comparison(let operands, let operators):
    "(compare \(dump(operands[0]))"
      + zip(operators, operands.dropFirst()).map { " \($0.rawValue) \(dump($1))" }.joined() + ")"
  case .call(let callee, let arguments, let isCommand):
    "(\(isCommand ? "command" : "call") \(dump(callee))\(arguments.map { " " + dump($0) }.joined()))"
  case .pipe(_, let into): "(pipe \(dump(into)))"
  case .index(let base, let subscripts): "(index \(dump(base))\(subscripts.map { " " + dump($0) }.joined()))"
  case .member(let base, let name): "(. \(dump(base)) \(name.text))"
  case .conditional(let condition, let then, let otherwise):
    "(if \(dump(condition)) \(dump(then))\(otherwise.map { " " + dump($0) } ?? ""))"
  case .lambda(let parameters, let body): "(\\ \(dump(parameters)) \(dump(body)))"
  case .comprehension(let e, let clauses): "(each \(dump(e))\(clauses.map { " " + dump($0) }.joined()))"
  case .block(let block): dump(block)
  case .with(let e, let block): "(with \(dump(e)) \(dump(block)))"
  }
}

func dump(_ part: StringPart) -> String {
  switch part {
  case .text(let text): text.debugDescription
  case .interpolation(let e): "\\(\(dump(e)))"
  }
}

func dump(_ element: Element) -> String {
  switch element {
  case .value(let e): dump(e)
  case .spread(let e): "...\(dump(e))"
  }
}

func dump(_ field: Field) -> String {
  switch field {
  case .field(let name, let e): "\(name.text):\(dump(e))"
  case .spread(let e): "...\(dump(e))"
  }
}

func dump(_ argument: Argument) -> String {
  switch argument {
  case .positional(let e): dump(e)
  case .named(let name, let e): "\(name.text):\(dump(e))"
  case .spread(let e): "...\(dump(e))"
  }
}

func dump(_ item: Subscript) -> String {
  switch item {
  case .position(let e): dump(e)
  case .all: ":"
  case .named(let name, let e): "\(name.text):\(dump(e))"
  case .namedAll(let name): "\(name.text)::"
  }
}

func dump(_ clause: ComprehensionClause) -> String {
  switch clause {
  case .each(let target, let e): "for \(dump(target)) \(dump(e))"
  case .filter(let e): "if \(dump(e))"
  }
}
