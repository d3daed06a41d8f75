// What completion knows, asked of a session between its entries. Nothing is evaluated but names, fields and keys.

import WeirLanguage
import WeirModel
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SessionFacts: CompletionFacts {
  let session: Session

  private var interpreter: Interpreter { session.interpreter }

  var boundNames: [Candidate] {
    interpreter.names.filter { !$0.hasPrefix("_") }.map { name in
      guard let value = interpreter.value(of: name) else { return Candidate(name, .variable) }
      if let function = value.asFunction { return Candidate(name, .function, function.heading) }
      return Candidate(name, .variable, value.oneLine(width: 60))
    }
  }

  var libraryNames: [Candidate] {
    let library = interpreter.library
    let names = library.names.map { name in
      Candidate(name, library.isFunction(name) ? .function : .variable, library.summary(of: name))
    }
    return names + library.moduleNames.filter { !library.has($0) }.map { Candidate($0, .module, "a module") }
  }

  func members(of path: [String]) -> [Candidate] {
    if let value = value(of: path) { return members(of: value) }
    let library = interpreter.library
    if path == ["std"] { return libraryNames }
    guard path.count == 1, library.moduleNames.contains(path[0]) else { return [] }
    return library.names(in: path[0]).map { name in
      Candidate(name, .function, library.summary(of: path[0] + "." + name))
    }
  }

  private func members(of value: Value) -> [Candidate] {
    switch value {
    case .record(let record): record.keys.map { Candidate($0, .field, record.summary(of: $0)) }
    case .object(let object): object.memberNames.map { Candidate($0, .field) }
    default: []
    }
  }

  /// Nothing is called: the declaration says what kind of value comes.
  func members(ofResultOf function: String) -> [Candidate] {
    let names: [String]
    switch signature(of: function)?.result?.kind {
    case .named(let type): names = FieldsOfTypes.names(of: type)
    case .tensor: names = FieldsOfTypes.names(of: "tensor")
    case .list, .either, nil: names = []
    }
    return names.map { Candidate($0, .field) }
  }

  /// The items of a list are of one kind as a rule; a row of a table has its columns as fields.
  func members(ofItemsOf path: [String]) -> [Candidate] {
    switch value(of: path) {
    case .list(let list): list.items.first.map(members(of:)) ?? []
    case .object(let object) where object.typeName == "table": object.memberNames.map { Candidate($0, .field) }
    case .object(let object) where ["run", "tensor"].contains(object.typeName):
      FieldsOfTypes.names(of: "tensor").map { Candidate($0, .field) }
    default: []
    }
  }

  func functions(giving type: String) -> [Candidate] {
    let library = interpreter.library
    return library.names.compactMap { name in
      guard let declaration = try? library.declaration(of: name), declaration.signature?.result?.span.text == type
      else {
        return nil
      }
      return Candidate(name, .function, library.summary(of: name))
    }
  }

  func isRun(_ path: [String]) -> Bool {
    if case .object(let object)? = value(of: path) { object.typeName == "run" } else { false }
  }

  func axes(of path: [String]) -> [String] {
    guard case .object(let object)? = value(of: path) else { return [] }
    return object.axisNames ?? []
  }

  func keys(of path: [String]) -> [String] { value(of: path)?.asRecord?.keys ?? [] }

  func signature(of function: String) -> Signature? {
    if let value = value(of: function.split(separator: ".").map(String.init)) { return value.asFunction?.signature }
    return (try? interpreter.library.declaration(of: function))?.signature
  }

  func documentation(of function: String) -> DocComment? {
    if let value = value(of: function.split(separator: ".").map(String.init)) { return value.asFunction?.documentation }
    return (try? interpreter.library.declaration(of: function))?.documentation
  }

  /// What a chain of the session's names leads to.
  private func value(of path: [String]) -> Value? {
    guard let first = path.first, var value = interpreter.value(of: first) else { return nil }
    for name in path.dropFirst() {
      switch value {
      case .record(let record):
        guard let next = record[name] else { return nil }
        value = next
      case .object(let object):
        guard object.isCheap(name), let next = try? object.member(name) else { return nil }
        value = next
      default: return nil
      }
    }
    return value
  }

  var configuration: ModelConfiguration? { session.configuration }

  var tokens: [String] { session.lastTokens }

  func vocabulary(_ prefix: String, limit: Int) -> [String] { session.vocabulary(prefix, limit: limit) }

  var modelNames: [Candidate] { FactsWithoutSession(world: session.world).modelNames }

  func files(in folder: String) -> [String] { FactsWithoutSession(world: session.world).files(in: folder) }
}

extension Session {
  /// What may stand at a place of a text in a fresh session.
  public static func completion(of text: String, at cursor: Int) throws -> Completion {
    let session = try standard(world: World(write: { _ in }, draw: { _ in }))
    return Completer.complete(text, at: cursor, facts: SessionFacts(session: session))
  }
}

extension Object {
  /// Whether reading a field costs nothing: what a run computes on demand is not computed for a listing.
  fileprivate func isCheap(_ name: String) -> Bool { typeName != "run" || name != "logits" }
}

extension RecordBox {
  fileprivate func summary(of key: String) -> String { self[key]?.oneLine(width: 60) ?? "" }
}

extension Library {
  fileprivate func isFunction(_ name: String) -> Bool { (try? declaration(of: name))?.definition != nil }

  fileprivate func summary(of name: String) -> String {
    (try? declaration(of: name))?.documentation?.firstSentence ?? ""
  }
}
