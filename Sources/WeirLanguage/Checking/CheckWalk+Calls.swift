// Calls: the right number of arguments, each known and given once.

import WeirText

extension CheckWalk {
  func call(_ callee: Expression, _ arguments: [Argument], _ whole: Expression) {
    expression(callee)
    checkCallee(callee)
    arguments.forEach { expression($0.content) }
    guard let (name, signature, isLibrary) = target(callee) else { return }
    let place = callee.span
    bind(arguments, to: signature, of: name, at: place)
    if hasSeveralModels, isLibrary, name != "load" { checkModel(arguments, signature, name, at: place) }
  }

  /// The function that a call means, when it can be known.
  private func target(_ callee: Expression) -> (name: String, signature: Signature, isLibrary: Bool)? {
    switch callee.kind {
    case .name(let name):
      guard let signature = signature(of: name) else { return nil }
      return (name, signature, scope.find(name) == nil && globals[name] == nil)
    case .member(let base, let name):
      guard case .name(let module) = base.kind else { return nil }
      if let names = moduleNames(module), case .function(let signature)? = names[name.text] {
        return ("\(module).\(name.text)", signature, false)
      }
      if module == "std", scope.find("std") == nil, case .function(let signature)? = checker.known.declared(name.text) {
        return (name.text, signature, true)
      }
      return nil
    default: return nil
    }
  }

  private func checkCallee(_ callee: Expression) {
    let what: String
    var help: [String] = []
    switch callee.kind {
    case .number:
      what = "a number"
      help = ["for a product write `*`"]
    case .string: what = "a string"
    case .list, .comprehension: what = "a list"
    case .record: what = "a record"
    case .bool, .none: what = "`\(callee.span.text)`"
    case .component(let component):
      what = "`\(callee.span.text)` (\(component.meaning))"
      help = ["for an activation write `r[\(callee.span.text).z]`"]
    case .range: what = "a range"
    default: return
    }
    report(.notCallable(what, help: help), at: callee.span)
  }

  /// Gives each argument its parameter, as the evaluator will.
  private func bind(_ arguments: [Argument], to signature: Signature, of name: String, at place: Span) {
    let parameters = signature.parameters
    let rest = signature.restPlace
    let shown = signature.shown(as: name)
    var given: [String: Span] = [:]
    var positional = 0
    var hasSpread = false
    for argument in arguments {
      switch argument {
      case .spread: hasSpread = true
      case .positional(let value):
        if !hasSpread, positional < parameters.count, !parameters[positional].isRest {
          given[parameters[positional].name] = value.span
          checkToken(value, for: parameters[positional])
        }
        positional += 1
      case .named(let label, let value):
        parameters.first { $0.name == label.text }.map { checkToken(value, for: $0) }
        if let earlier = given[label.text] {
          report(.argumentTwice(function: name, name: label.text, first: earlier), at: label.span)
        } else if signature.namedRestPlace == nil, !parameters.contains(where: { $0.name == label.text && !$0.isRest })
        {
          let help = signature.help(forUnknown: label.text, of: name)
          report(.unknownArgument(function: name, name: label.text, help: help), at: label.span)
        }
        given[label.text] = label.span
      }
    }
    if hasSpread { return }
    if rest == nil, positional > parameters.count {
      report(
        .tooManyArguments(function: name, most: parameters.count, given: positional, shown: shown), at: place)
    }
    if let missing = parameters.first(where: { $0.isRequired && given[$0.name] == nil }) {
      report(.missingArgument(function: name, parameter: missing.name, shown: shown), at: place)
    }
  }

  /// A literal text for a parameter of type `token` is one token of the only model that can be meant.
  private func checkToken(_ value: Expression, for parameter: Signature.Parameter) {
    guard let sites = checker.sites, parameter.type?.isToken == true, case .string(let parts) = value.kind,
      parts.count <= 1
    else { return }
    var text = ""
    if case .text(let only)? = parts.first { text = only } else if !parts.isEmpty { return }
    do { try sites.check(token: text) } catch {
      if let problem = error as? any Problem { report(problem, at: value.span) }
    }
  }

  /// Where two models are loaded, whatever works on a model says on which.
  private func checkModel(_ arguments: [Argument], _ signature: Signature, _ name: String, at place: Span) {
    guard let parameter = signature.parameters.firstIndex(where: { $0.name == "model" }),
      !signature.parameters[parameter].isRequired
    else { return }
    var positional = 0
    for argument in arguments {
      switch argument {
      case .spread: return
      case .named(let label, _): if label.text == "model" { return }
      case .positional: positional += 1
      }
    }
    if positional <= parameter { report(.modelNotSaid(function: name), at: place) }
  }
}
