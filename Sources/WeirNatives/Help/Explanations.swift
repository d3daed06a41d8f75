import WeirText

/// All explanations, read from the pages of `Stdlib/errors`.
public struct Explanations: Sendable {
  /// In the order of their codes.
  public let all: [Explanation]

  /// Reads pages; see `Explanation` for their form.
  public init(pages: [String]) {
    all = pages.flatMap(Self.read).sorted { $0.code < $1.code }
  }

  /// The explanation of a code, written `E2001`, `e2001` or `2001`; nil when there is none.
  public subscript(_ typed: String) -> Explanation? {
    let code = typed.uppercased()
    return all.first { $0.code == code || $0.code.dropFirst() == code }
  }

  /// The nearest code to one that does not exist.
  public func suggestion(for typed: String) -> String? {
    Suggestion.best(for: typed.uppercased(), among: all.map(\.code))
  }

  /// One line a code.
  public var list: Markup {
    all.reduce(into: Markup()) { result, explanation in
      result += Markup(explanation.code, .name) + Markup("  ") + HelpPage.prose(explanation.title) + Markup("\n")
    }
  }

  private static func read(_ page: String) -> [Explanation] {
    var found: [Explanation] = []
    var block: [Substring] = []
    for line in Array(page.split(separator: "\n", omittingEmptySubsequences: false)) + [Substring()] {
      if line.hasPrefix("## ") {
        let (code, title) = heading(line.dropFirst(3))
        found.append(Explanation(code: code, title: title))
      } else if !line.isEmpty {
        block.append(line)
      } else if !block.isEmpty {
        // What stands before the first heading is about the page.
        if !found.isEmpty { found[found.count - 1].take(block) }
        block = []
      }
    }
    return found
  }

  private static func heading(_ text: Substring) -> (code: String, title: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1].dropFirst()) : "")
  }
}

extension Explanation {
  /// Adds a paragraph, or the lines of an example.
  fileprivate mutating func take(_ lines: [Substring]) {
    guard lines.allSatisfy({ $0.hasPrefix("    ") }) else {
      parts.append(.prose(lines.joined(separator: " ")))
      return
    }
    let text = lines.map { $0.dropFirst(4) }.joined(separator: "\n")
    let isMended = parts.contains { part in
      if case .prose(let prose) = part { return prose.hasPrefix("Mend:") }
      return false
    }
    parts.append(isMended ? .mended(text) : .raising(text))
  }
}
