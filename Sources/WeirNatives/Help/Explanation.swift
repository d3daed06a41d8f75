import WeirLanguage
import WeirText

/// The longer text behind the code of an error or warning: what happened, what raises it, how to mend it.
///
///     ## E2001: a name that means nothing
///
///     Why it is refused, in a few sentences.
///
///         print(lenght)
///
///     Mend: what to do instead.
///
///         print(len([1]))
///
/// The first indented text raises the code, one after `Mend:` does not. Lines of it that begin with `$ ` are typed into a
/// terminal, with `weir> ` at the prompt; a comment `# data.csv: a,b\n1,2` says what is in a file that it reads.
public struct Explanation: Sendable, Equatable {
  public enum Part: Sendable, Equatable {
    case prose(String)
    /// Lines that raise the code.
    case raising(String)
    /// Lines that do it right.
    case mended(String)
  }

  public let code: String
  public let title: String
  public internal(set) var parts: [Part] = []

  init(code: String, title: String) {
    self.code = code
    self.title = title
  }

  /// What raises the code; nil when no program does, and the prose says why.
  public var raising: String? {
    for case .raising(let text) in parts { return text }
    return nil
  }

  /// What does it right, if shown.
  public var mended: [String] {
    parts.compactMap { part in
      if case .mended(let text) = part { return text }
      return nil
    }
  }
}

extension Explanation {
  /// The page, ending with a newline.
  public func draw(width: Int) -> Markup {
    var page = Markup(code, .error) + Markup("  " + title + "\n", .strong)
    for part in parts {
      page += Markup("\n")
      switch part {
      case .prose(let text):
        for line in HelpPage.wrapped(text, width: min(width, 100)) { page += HelpPage.prose(line) + Markup("\n") }
      case .raising(let text), .mended(let text): page += Self.indented(text)
      }
    }
    return page
  }

  private static func indented(_ text: String) -> Markup {
    let isTyped = text.contains("$ ") || text.contains("weir> ")
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: Markup()) { page, line in
      page +=
        Markup("    ") + (isTyped && !line.hasPrefix("#") ? Markup(String(line)) : Highlighter.highlight(String(line)))
        + Markup("\n")
    }
  }
}
