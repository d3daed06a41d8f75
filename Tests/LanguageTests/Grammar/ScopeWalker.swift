import Foundation
import WeirText

/// Applies a TextMate grammar to a text as editors do: line by line, the match that begins first, of equals the first rule.
final class ScopeWalker {
  private final class Rule {
    let scope: String?
    let content: String?
    let match: NSRegularExpression?
    let begin: NSRegularExpression?
    let end: NSRegularExpression?
    let captures: [Int: String]
    let inside: [String]

    init(_ written: Written) throws {
      scope = written.name
      content = written.contentName
      match = try written.match.map { try NSRegularExpression(pattern: $0) }
      begin = try written.begin.map { try NSRegularExpression(pattern: $0) }
      end = try written.end.map { try NSRegularExpression(pattern: $0) }
      captures = Dictionary(
        uniqueKeysWithValues: (written.captures ?? [:]).compactMap { key, value in Int(key).map { ($0, value.name) } })
      inside = (written.patterns ?? []).map { String($0.include.dropFirst()) }
    }
  }

  private struct Written: Decodable {
    struct Capture: Decodable { let name: String }
    struct Include: Decodable { let include: String }

    let name: String?
    let contentName: String?
    let match: String?
    let begin: String?
    let end: String?
    let captures: [String: Capture]?
    let patterns: [Include]?
  }

  private struct File: Decodable {
    let patterns: [Written.Include]
    let repository: [String: Written]
  }

  private let rules: [String: Rule]
  private let top: [Rule]

  init(_ json: String) throws {
    let file = try JSONDecoder().decode(File.self, from: Data(json.utf8))
    let rules = try file.repository.mapValues(Rule.init)
    self.rules = rules
    top = file.patterns.flatMap { ScopeWalker.expand(String($0.include.dropFirst()), rules) }
  }

  /// What an include stands for: a rule, or the rules of a group.
  private static func expand(_ name: String, _ rules: [String: Rule]) -> [Rule] {
    guard let rule = rules[name] else { return [] }
    if rule.match != nil || rule.begin != nil { return [rule] }
    return rule.inside.flatMap { expand($0, rules) }
  }

  /// The innermost scope of every byte; empty where there is none.
  func scopes(of source: Source) -> [String] {
    var scopes: [String] = []
    var open: [Rule] = []
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line + "\n"
      let units = walk(text as NSString, &open)
      var unit = 0
      for character in text.unicodeScalars {
        scopes += repeatElement(units[unit], count: UTF8.width(character))
        unit += UTF16.width(character)
      }
    }
    return Array(scopes.dropLast())
  }

  /// The scopes of a line's UTF-16 units; regions that stay open are carried to the next line.
  private func walk(_ line: NSString, _ open: inout [Rule]) -> [String] {
    var scopes = [String](repeating: "", count: line.length)
    var known: [ObjectIdentifier: NSTextCheckingResult?] = [:]
    var place = 0

    func paint(_ range: NSRange, _ scope: String?) {
      guard let scope, range.location != NSNotFound else { return }
      for unit in range.location..<range.location + range.length { scopes[unit] = scope }
    }
    func next(_ expression: NSRegularExpression) -> NSTextCheckingResult? {
      let id = ObjectIdentifier(expression)
      if let found = known[id], found.map({ $0.range.location >= place }) ?? true { return found }
      let range = NSRange(location: place, length: line.length - place)
      let options: NSRegularExpression.MatchingOptions = [.withTransparentBounds, .withoutAnchoringBounds]
      let found = expression.firstMatch(in: line as String, options: options, range: range)
      known[id] = .some(found)
      return found
    }
    func finish(_ found: NSTextCheckingResult, _ rule: Rule) {
      paint(found.range, rule.scope)
      for (group, scope) in rule.captures where group < found.numberOfRanges { paint(found.range(at: group), scope) }
    }

    while place < line.length {
      var best: (found: NSTextCheckingResult, rule: Rule, isEnd: Bool)?
      if let region = open.last, let end = region.end, let found = next(end) { best = (found, region, true) }
      for rule in open.last.map({ $0.inside.flatMap { ScopeWalker.expand($0, rules) } }) ?? top {
        guard let expression = rule.match ?? rule.begin, let found = next(expression) else { continue }
        if found.range.location < best?.found.range.location ?? line.length { best = (found, rule, false) }
      }
      let inside = open.last.flatMap { $0.content ?? $0.scope }
      guard let best else {
        paint(NSRange(location: place, length: line.length - place), inside)
        break
      }
      paint(NSRange(location: place, length: best.found.range.location - place), inside)
      finish(best.found, best.rule)
      place = best.found.range.location + best.found.range.length
      if best.isEnd {
        open.removeLast()
      } else if best.rule.begin != nil {
        open.append(best.rule)
      }
    }
    return scopes
  }
}
