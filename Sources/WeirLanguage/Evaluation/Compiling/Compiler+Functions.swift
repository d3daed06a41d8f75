import WeirText

extension Compiler {
  mutating func lambda(_ parameters: [Parameter], _ body: Expression, _ span: Span) throws -> Node {
    let signature = Signature(parameters, result: nil)
    let (code, captures) = try function("->", signature, span, nil, ownName: nil) { try $0.tail(body) }
    return ClosureNode(code, captures: captures, span)
  }

  mutating func define(_ definition: Definition, _ span: Span) throws -> Node {
    let name = definition.name.text
    let atTop = scope.isTopLevel && !scope.isInBlock
    let signature = Signature(definition)
    let documentation = definition.documentation.map { DocComment($0) }
    let (code, captures) = try function(name, signature, span, documentation, ownName: atTop ? nil : name) { inner in
      switch definition.body {
      case .expression(let body): try inner.tail(body)
      case .block(let block): try inner.block(block, endsFunction: true)
      case .native: ConstantNode(.none, span)
      }
    }
    if case .native = definition.body { return try native(definition, code, span) }
    if atTop {
      declaredAtTop.insert(name)
      return DefineGlobalNode(module.cell(name), code, span)
    }
    let closure = ClosureNode(code, captures: captures, span)
    switch place(name) {
    case .slot(let slot): return AssignLocalNode(slot, closure, span)
    case .cell(let cell): return AssignGlobalNode(cell, closure, span)
    }
  }

  /// A declaration without a body binds the library's native function.
  private func native(_ definition: Definition, _ code: FunctionCode, _ span: Span) throws -> Node {
    let name = definition.name.text
    guard module.isLibrary, let body = module.interpreter.library.native(name, in: module.name) else {
      throw fault(.noBody(name), at: definition.name.span)
    }
    let function = Native(code: code, function: body)
    return AssignGlobalNode(module.cell(name), ConstantNode(.function(function), span), span)
  }

  /// Compiles a function's body in a scope of its own; gives its code and the nodes that read what it captures.
  private mutating func function(
    _ name: String, _ signature: Signature, _ span: Span, _ documentation: DocComment?, ownName: String?,
    body: (inout Compiler) throws -> Node
  ) throws -> (FunctionCode, [Node]) {
    let inner = FunctionScope(parent: scope, ownName: ownName)
    var compiler = Compiler(module: module, scope: inner)
    // A default sees the parameters before it.
    var defaults: [Node?] = []
    var slots: [Int] = []
    for _ in signature.parameters { slots.append(inner.newSlot()) }
    for (place, parameter) in signature.parameters.enumerated() {
      defaults.append(try parameter.defaultValue.map { try compiler.expression($0) })
      inner.bindParameter(parameter.name, to: slots[place])
    }
    var node = try body(&compiler)
    if !inner.uncertain.isEmpty { node = MarkingNode(inner.uncertain.sorted(), node) }
    let code = FunctionCode(
      name: name, signature: signature, span: span, documentation: documentation, body: node,
      slotCount: inner.slotCount, captureSlots: inner.captures.map(\.slot), ownSlot: inner.ownSlot,
      defaults: defaults)
    return (code, inner.captures.map(\.read))
  }
}
