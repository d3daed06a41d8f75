// What a report is made of: the text of a script, or of a Markdown file with fenced `weir` blocks, cut into prose and code.

import WeirLanguage
import WeirText

/// The source of a report and its parts in reading order.
struct ReportSource {
  enum Part {
    /// Markdown.
    case prose(String)
    case code(Code)
  }

  /// A stretch of code and how it is treated.
  struct Code {
    /// What messages point into: the script, or for a block of Markdown the block alone behind as many empty lines as stand
    /// before it, so that lines keep their numbers and no block runs into the next.
    let source: Source
    /// Bytes of the source, whole lines.
    let range: Range<Int>
    /// `echo=false` hides the code and keeps what it shows.
    var isShown = true
    /// `eval=false` shows the code and does not run it.
    var isRun = true
    /// `error=expected`: it has to fail, and the report goes on.
    var failsExpectedly = false
  }

  /// The file's own text, byte for byte.
  let bytes: [UInt8]
  let parts: [Part]
  /// Whether its blocks are programs of their own, parsed each by itself.
  let isMarkdown: Bool
  /// What the report is called: its first heading of level 1, or a first comment of one line, or the file's name.
  let title: String

  /// The stretches of code, in order.
  var codes: [Code] { parts.compactMap { if case .code(let code) = $0 { code } else { nil } } }

  /// Cuts up a file; one whose name ends in `.md` is Markdown, any other a script.
  init(_ file: Source) {
    bytes = file.bytes
    isMarkdown = file.name.lowercased().hasSuffix(".md")
    parts = isMarkdown ? Self.markdown(file) : Self.script(file)
    title = Self.title(of: parts, isMarkdown: isMarkdown) ?? Self.baseName(file.name)
  }

  /// The last part of a path.
  static func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func title(of parts: [Part], isMarkdown: Bool) -> String? {
    for case .prose(let text) in parts {
      if let title = Markdown.title(of: text) { return title }
    }
    guard !isMarkdown, case .prose(let first)? = parts.first else { return nil }
    let paragraph = first.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    guard paragraph.count == 1, let line = paragraph.first, line.count <= 120 else { return nil }
    return line.hasSuffix(".") ? String(line.dropLast()) : String(line)
  }

  // MARK: - Scripts

  /// Comments that stand alone outside of statements are prose; everything else is code.
  private static func script(_ source: Source) -> [Part] {
    var isProse = [Bool](repeating: false, count: source.lineStarts.count)
    let spans = ((try? Parser.parseScript(source))?.statements ?? []).map(\.span)
    for comment in Lexer.tokens(of: source).comments where !comment.isDocumentation {
      let line = source.line(at: comment.span.lower)
      guard source.lineStarts[line - 1] == comment.span.lower else { continue }
      isProse[line - 1] = !spans.contains { $0.lower < comment.span.lower && comment.span.lower < $0.upper }
    }
    if source.bytes.starts(with: Array("#!".utf8)) { isProse[0] = true }
    var parts: [Part] = []
    var line = 0
    while line < isProse.count {
      var end = line
      while end < isProse.count, isProse[end] == isProse[line] || isProse[line] && isBlank(source, end) { end += 1 }
      if isProse[line] {
        let text = (line..<end).compactMap { prose(source, $0) }.joined(separator: "\n")
        parts.append(.prose(text.trimmed))
      } else if let code = code(source, line..<end) {
        parts.append(.code(Code(source: source, range: code)))
      }
      line = end
    }
    return parts
  }

  /// A line of a comment without its mark; nil for the line that names the interpreter.
  private static func prose(_ source: Source, _ line: Int) -> String? {
    let range = source.lineRange(line + 1)
    var text = source.text(from: range.lowerBound, to: range.upperBound)[...]
    if text.hasSuffix("\r") { text.removeLast() }
    if line == 0, text.hasPrefix("#!") { return nil }
    text = text.drop { $0 == "#" }
    return String(text.hasPrefix(" ") ? text.dropFirst() : text)
  }

  private static func isBlank(_ source: Source, _ line: Int) -> Bool {
    source.bytes[source.lineRange(line + 1)].allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 }
  }

  /// The bytes of some lines without blank ones at either end; nil when all are blank.
  private static func code(_ source: Source, _ lines: Range<Int>) -> Range<Int>? {
    guard let first = lines.first(where: { !isBlank(source, $0) }),
      let last = lines.last(where: { !isBlank(source, $0) })
    else { return nil }
    return source.lineStarts[first]..<source.lineRange(last + 1).upperBound
  }

  // MARK: - Markdown

  private static func markdown(_ source: Source) -> [Part] {
    var parts: [Part] = []
    var next = 1
    let lineCount = source.lineStarts.count
    func prose(upTo line: Int) {
      guard next < line else { return }
      let text = source.text(from: source.lineStarts[next - 1], to: source.lineRange(line - 1).upperBound)
      if !text.allSatisfy(\.isWhitespace) { parts.append(.prose(text)) }
    }
    for fence in Markdown.fences(in: source.text) {
      let words = fence.info.split { $0 == " " || $0 == "," || $0 == "{" || $0 == "}" }.map(String.init)
      guard words.first == "weir" else { continue }
      prose(upTo: fence.opening)
      if let range = code(source, fence.opening..<min(lineCount, fence.closing - 1)) {
        var code = block(source, range)
        code.isShown = !words.contains("echo=false")
        code.isRun = !words.contains("eval=false")
        code.failsExpectedly = words.contains("error=expected")
        parts.append(.code(code))
      }
      next = fence.closing + 1
    }
    prose(upTo: lineCount + 1)
    return parts
  }

  /// A block of a Markdown file as a source of its own.
  private static func block(_ file: Source, _ range: Range<Int>) -> Code {
    let before = file.line(at: range.lowerBound) - 1
    let text = String(repeating: "\n", count: before) + file.text(from: range.lowerBound, to: range.upperBound)
    return Code(source: Source(name: file.name, text: text), range: before..<before + range.count)
  }
}
