import WeirLanguage
import WeirText

/// Help as it is drawn.
public struct HelpPage {
  let width: Int
  /// The true output of an example; nil when it was not run.
  let result: (DocComment.Example) -> Markup?

  public init(width: Int, result: @escaping (DocComment.Example) -> Markup? = { _ in nil }) {
    self.width = width
    self.result = result
  }

  /// The page of a topic, ending with a newline.
  public func draw(_ topic: HelpTopic) -> Markup {
    let heading = Self.wrapped(topic.heading, width: width - 4)
    var page = Markup(heading.joined(separator: "\n    "), .strong) + Markup("\n")
    if !topic.summary.isEmpty { page += paragraph(topic.summary) }
    if !topic.body.isEmpty { page += Markup("\n") }
    for line in topic.body { page += paragraph(line) }
    page += parameters(topic.parameters) + contents(topic.contents) + examples(topic.examples)
    if !topic.related.isEmpty {
      page += Markup("\nsee also: ", .dim) + Markup(topic.related.joined(separator: ", ") + "\n")
    }
    if !topic.place.isEmpty { page += Markup("\(topic.place)\n", .dim) }
    return page
  }

  /// A line of prose, in as many as the width needs.
  private func paragraph(_ text: String) -> Markup {
    // A line that fits keeps its blanks: it may be laid out by them.
    if text.displayWidth < width { return Self.prose(text) + Markup("\n") }
    return Self.prose(text, width: width) + Markup("\n")
  }

  private func parameters(_ parameters: [HelpTopic.Parameter]) -> Markup {
    guard !parameters.isEmpty else { return Markup() }
    let name = parameters.map(\.name.displayWidth).max() ?? 0
    let form = min(30, parameters.map(\.form.displayWidth).max() ?? 0)
    var result = Markup("\n")
    for parameter in parameters {
      result += Markup("  " + parameter.name.padded(toWidth: name) + "  ", .name)
      // A note that does not fit beside the form gets lines of its own.
      let isBeside = name + max(form, parameter.form.displayWidth) + parameter.note.displayWidth + 6 < width
      if parameter.note.isEmpty {
        result += Markup(parameter.form + "\n", .type)
      } else if isBeside {
        result += Markup(parameter.form.padded(toWidth: form) + "  ", .type) + Self.prose(parameter.note) + Markup("\n")
      } else {
        result += Markup(parameter.form + "\n", .type)
        for line in Self.wrapped(parameter.note, width: width - name - 7) {
          result += Markup(String(repeating: " ", count: name + 6)) + Self.prose(line) + Markup("\n")
        }
      }
    }
    return result
  }

  private func contents(_ contents: [(name: String, summary: String)]) -> Markup {
    guard !contents.isEmpty else { return Markup() }
    let room = min(32, contents.map(\.name.displayWidth).max() ?? 0)
    var result = Markup("\n")
    for (name, summary) in contents {
      result += Markup("  " + name.clipped(toWidth: room).padded(toWidth: room) + "  ", .name)
      result += Self.prose(summary.clipped(toWidth: max(20, width - room - 5))) + Markup("\n")
    }
    return result
  }

  private func examples(_ examples: [DocComment.Example]) -> Markup {
    guard !examples.isEmpty else { return Markup() }
    var result = Markup("\n")
    for example in examples {
      for (index, line) in example.input.split(separator: "\n").enumerated() {
        result += Markup(index == 0 ? "  > " : "  ... ", .dim) + Highlighter.highlight(String(line)) + Markup("\n")
      }
      result += Self.indented(self.result(example) ?? Self.documented(example))
    }
    return result
  }

  private static func documented(_ example: DocComment.Example) -> Markup {
    if let error = example.error { return Markup("error: \(error)\n", .error) }
    return Markup(example.expected.map { $0 + "\n" }.joined())
  }

  private static func indented(_ markup: Markup) -> Markup {
    var result = Markup()
    var isAtStart = true
    for piece in markup.pieces {
      var text = ""
      for character in piece.text {
        if isAtStart, character != "\n" { text += "  " }
        isAtStart = character == "\n"
        text.append(character)
      }
      result += Markup(text, piece.style)
    }
    return result
  }
}
