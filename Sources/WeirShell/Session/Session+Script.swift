// A session as a script: what `:save` and `:why` write.

import WeirLanguage
import WeirText

extension Session {
  /// The entries that succeeded, under a head that says what made them.
  public var script: String {
    let text = savedHead.text + "\n" + Self.text(of: entries.filter { $0.outcome == .succeeded })
    guard let program = try? Parser.parseScript(Source(name: "saved", text: text)) else { return text }
    return Formatter.format(program)
  }

  /// Entries as statements.
  ///
  /// Where a later one says `_` or `_7`, the entry that is meant is given that name.
  static func text(of entries: [SessionEntry]) -> String {
    var wanted: Set<Int> = []
    for entry in entries {
      if entry.mentioned.contains("_"), let number = entry.previousEcho { wanted.insert(number) }
      wanted.formUnion(entry.mentioned.compactMap { $0.hasPrefix("_") ? Int($0.dropFirst()) : nil })
    }
    var later: Set<String> = []
    var redefined: [Int: Set<String>] = [:]
    for entry in entries.reversed() {
      redefined[entry.number] = later
      later.formUnion(entry.program?.definitions.map(\.name.text) ?? [])
    }
    return entries.map { text(of: $0, isNamed: wanted.contains($0.number), redefined: redefined[$0.number] ?? []) }
      .filter { !$0.isEmpty }
      .joined(separator: "\n\n") + "\n"
  }

  private static func text(of entry: SessionEntry, isNamed: Bool, redefined: Set<String>) -> String {
    var insertions: [(offset: Int, deleted: Int, text: String)] = []
    if entry.mentioned.contains("_"), let number = entry.previousEcho {
      for token in Lexer.tokens(of: entry.source).tokens where token.kind == .name && token.upper == token.lower + 1 {
        if entry.source.bytes[token.lower] == UInt8(ascii: "_") { insertions.append((token.lower, 1, "_\(number)")) }
      }
    }
    if isNamed, let last = entry.program?.statements.last(where: { $0.isExpression }) {
      insertions.append((last.span.lower, 0, "_\(entry.number) = "))
    }
    // A script defines a name once; what was defined anew later stands in a block of its own.
    for (index, statement) in (entry.program?.statements ?? []).enumerated() {
      guard case .define(let definition) = statement.kind else { continue }
      let again = entry.program?.statements.dropFirst(index + 1).contains { $0.defines(definition.name.text) } ?? false
      guard again || redefined.contains(definition.name.text) else { continue }
      insertions.append((statement.span.lower, 0, "if true {\n"))
      insertions.append((statement.span.upper, 0, "\n}"))
    }
    var bytes = entry.source.bytes
    for change in insertions.sorted(by: { $0.offset > $1.offset }) {
      bytes.replaceSubrange(change.offset..<(change.offset + change.deleted), with: change.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }
}

extension Program {
  fileprivate var definitions: [Definition] {
    statements.compactMap { statement in
      if case .define(let definition) = statement.kind { return definition }
      return nil
    }
  }
}

extension Statement {
  fileprivate func defines(_ name: String) -> Bool {
    if case .define(let definition) = kind { return definition.name.text == name }
    return false
  }

  fileprivate var isExpression: Bool {
    if case .expression = kind { return true }
    return false
  }
}
