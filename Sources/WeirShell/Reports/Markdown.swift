// Prose of reports: CommonMark, read by the reference parser, written with nothing in it that a page would act on.

import CCommonMark
import WeirLanguage
import WeirText

/// Prose as HTML, with its headings for a table of contents.
struct Markdown {
  /// A heading: its level (1 is the largest), the id of its element, and its text.
  struct Heading: Equatable {
    let level: Int
    let id: String
    let text: String
  }

  private(set) var html = ""
  private(set) var headings: [Heading] = []
  /// The number of headings before this text, so that ids are unique on the page.
  private let firstHeading: Int
  /// Whether a heading of level 1 is left out: the page's own title says it.
  private var droppedTitle: String?

  /// Reads a text; HTML in it is shown as it is written, pictures become their descriptions.
  ///
  /// - Parameter title: a first heading of level 1 with this text is left out, because the page begins with it.
  init(_ text: String, headingsBefore: Int = 0, title: String? = nil) {
    firstHeading = headingsBefore
    droppedTitle = title
    Self.walk(text) { event in write(event) }
  }

  /// A fenced block at the top level of a text.
  struct Fence: Equatable {
    /// What stands behind the opening fence.
    let info: String
    /// The lines of the fences (counted from 1): the opening one, and the one behind the last line of the content.
    let opening: Int
    let closing: Int
  }

  /// The fenced blocks that stand at the top level, in order.
  static func fences(in text: String) -> [Fence] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var fences: [Fence] = []
    walk(text) { event in
      guard event.kind == CMARK_NODE_CODE_BLOCK, event.isTopLevel, (1...lines.count).contains(event.firstLine) else {
        return
      }
      let isFence = { (line: Int) in
        let mark = lines[line - 1].drop { $0 == " " }
        return mark.hasPrefix("```") || mark.hasPrefix("~~~")
      }
      // An indented block has no fences; a block without an end reaches to the end of the text.
      guard isFence(event.firstLine) else { return }
      let last = max(event.firstLine, min(event.lastLine, lines.count))
      let isClosed = last > event.firstLine && isFence(last)
      fences.append(Fence(info: event.info, opening: event.firstLine, closing: isClosed ? last : last + 1))
    }
    return fences
  }

  /// The text of the first heading of level 1.
  static func title(of text: String) -> String? {
    var title: String?
    var isInside = false
    walk(text) { event in
      if event.kind == CMARK_NODE_HEADING, event.level == 1, title == nil || isInside {
        isInside = event.isEntry
        title = title ?? ""
      } else if isInside {
        title? += event.plain
      }
    }
    return title.flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: - The parser

  /// A step of the walk over the tree: entering or leaving a node; leaves are only entered.
  private struct Event {
    let isEntry: Bool
    let kind: cmark_node_type
    let node: OpaquePointer

    private func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }

    var literal: String { string(cmark_node_get_literal(node)) }
    /// The literal of a block without the end of its last line.
    var lines: String { literal.hasSuffix("\n") ? String(literal.dropLast()) : literal }
    var info: String { string(cmark_node_get_fence_info(node)) }
    var address: String { string(cmark_node_get_url(node)) }
    var level: Int { Int(cmark_node_get_heading_level(node)) }
    var firstLine: Int { Int(cmark_node_get_start_line(node)) }
    var lastLine: Int { Int(cmark_node_get_end_line(node)) }
    var isTopLevel: Bool { cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT }
    var isOrdered: Bool { cmark_node_get_list_type(node) == CMARK_ORDERED_LIST }
    var firstNumber: Int { Int(cmark_node_get_list_start(node)) }
    /// Whether the paragraph stands in a list whose items are not kept apart.
    var isTight: Bool {
      let list = cmark_node_parent(cmark_node_parent(node))
      return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) == 1
    }

    /// What it adds to a text without marks.
    var plain: String {
      switch kind {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE: literal
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: " "
      default: ""
      }
    }
  }

  private static func walk(_ text: String, _ body: (Event) -> Void) {
    var text = text
    let tree = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT) }
    }
    guard let tree, let steps = cmark_iter_new(tree) else { return }
    defer {
      cmark_iter_free(steps)
      cmark_node_free(tree)
    }
    while true {
      let step = cmark_iter_next(steps)
      guard step != CMARK_EVENT_DONE, let node = cmark_iter_get_node(steps) else { return }
      body(Event(isEntry: step == CMARK_EVENT_ENTER, kind: cmark_node_get_type(node), node: node))
    }
  }

  // MARK: - Writing

  private var heading: (level: Int, text: String, start: String.Index)?
  private var depthInPicture = 0

  private mutating func write(_ event: Event) {
    if heading != nil { heading?.text += event.plain }
    switch event.kind {
    case CMARK_NODE_HEADING: write(heading: event)
    case CMARK_NODE_PARAGRAPH: if !event.isTight { tag("p", event, isBlock: true) }
    case CMARK_NODE_BLOCK_QUOTE: tag("blockquote", event, isBlock: true)
    case CMARK_NODE_ITEM: tag("li", event, isBlock: true)
    case CMARK_NODE_LIST: write(list: event)
    case CMARK_NODE_EMPH: tag("em", event)
    case CMARK_NODE_STRONG: tag("strong", event)
    case CMARK_NODE_LINK: write(link: event)
    case CMARK_NODE_IMAGE: depthInPicture += event.isEntry ? 1 : -1
    case CMARK_NODE_CODE_BLOCK: write(code: event)
    case CMARK_NODE_CODE: html += "<code>\(Markup.escapedHTML(event.literal))</code>"
    case CMARK_NODE_HTML_BLOCK: html += "<pre tabindex=\"0\">\(Markup.escapedHTML(event.lines))</pre>\n"
    case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE: html += Markup.escapedHTML(event.literal)
    case CMARK_NODE_SOFTBREAK: html += "\n"
    case CMARK_NODE_LINEBREAK: html += "<br>\n"
    case CMARK_NODE_THEMATIC_BREAK: html += "<hr>\n"
    default: break
    }
  }

  private mutating func tag(_ name: String, _ event: Event, isBlock: Bool = false) {
    html += event.isEntry ? "<\(name)>" : "</\(name)>" + (isBlock ? "\n" : "")
  }

  private mutating func write(heading event: Event) {
    if event.isEntry {
      heading = (event.level, "", html.endIndex)
      return
    }
    guard let done = heading else { return }
    heading = nil
    let content = String(html[done.start...])
    html.removeSubrange(done.start...)
    if done.level == 1, done.text == droppedTitle {
      droppedTitle = nil
      return
    }
    // The page's title is its only heading of level 1.
    let level = min(6, done.level + 1)
    let id = "section-\(firstHeading + headings.count + 1)"
    headings.append(Heading(level: done.level, id: id, text: done.text))
    html += "<h\(level) id=\"\(id)\">\(content)</h\(level)>\n"
  }

  private mutating func write(list event: Event) {
    let name = event.isOrdered ? "ol" : "ul"
    let start = event.isOrdered && event.firstNumber != 1 ? " start=\"\(event.firstNumber)\"" : ""
    html += event.isEntry ? "<\(name)\(start)>\n" : "</\(name)>\n"
  }

  private mutating func write(link event: Event) {
    guard Self.isHarmless(event.address) else { return }
    html +=
      event.isEntry ? "<a href=\"\(Markup.escapedHTML(event.address))\" rel=\"noreferrer noopener\">" : "</a>"
  }

  private mutating func write(code event: Event) {
    let isWeir = event.info.split(separator: " ").first == "weir"
    let content = isWeir ? Highlighter.highlight(event.lines).html : Markup.escapedHTML(event.lines)
    html += "<pre class=\"code\" tabindex=\"0\">\(content)</pre>\n"
  }

  /// Whether an address leads to a page, a letter or a place of this page, and runs nothing.
  static func isHarmless(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":") else { return true }
    let scheme = address[..<colon].lowercased()
    return ["http", "https", "mailto"].contains(scheme) || scheme.contains { "/?#".contains($0) }
  }
}
