import WeirLanguage
import WeirText

/// The reference documentation in the forms that `weir doc` writes.
enum ReferenceText {
  /// Sections by module, one heading a word.
  static func markdown(_ entries: [ReferenceEntry]) -> String {
    var lines = ["# Reference", ""]
    var module = ""
    for entry in entries {
      if entry.module != module {
        module = entry.module
        lines += ["## \(module)", ""]
      }
      lines += ["### `\(entry.topic.heading)`", "", entry.topic.summary]
      if !entry.topic.body.isEmpty { lines += [""] + entry.topic.body }
      lines.append("")
      for parameter in entry.topic.parameters {
        lines.append(
          "- `\(parameter.name)`: `\(parameter.form)`" + (parameter.note.isEmpty ? "" : " — \(parameter.note)"))
      }
      if !entry.topic.parameters.isEmpty { lines.append("") }
      if !entry.examples.isEmpty {
        lines.append("```")
        for example in entry.examples {
          lines += prompted(example.input)
          if !example.output.isEmpty { lines.append(example.output) }
        }
        lines += ["```", ""]
      }
      if !entry.topic.related.isEmpty { lines += ["See also: " + entry.topic.related.joined(separator: ", "), ""] }
    }
    return lines.joined(separator: "\n")
  }

  /// `weir> ` in front of the first line of an input, dots in front of the others.
  private static func prompted(_ input: String) -> [String] {
    input.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { ($0.offset == 0 ? "weir> " : "  ... ") + $0.element }
  }

  /// A list of objects for tools.
  static func json(_ entries: [ReferenceEntry]) -> String {
    "[\n" + entries.map(object).joined(separator: ",\n") + "\n]\n"
  }

  private static func object(_ entry: ReferenceEntry) -> String {
    let parameters = entry.topic.parameters.map { parameter in
      fields([("name", quoted(parameter.name)), ("form", quoted(parameter.form)), ("note", quoted(parameter.note))])
    }
    let examples = entry.examples.map { fields([("input", quoted($0.input)), ("output", quoted($0.output))]) }
    return "  "
      + fields([
        ("module", quoted(entry.module)), ("name", quoted(entry.name)), ("heading", quoted(entry.topic.heading)),
        ("summary", quoted(entry.topic.summary)), ("body", quoted(entry.topic.body.joined(separator: "\n"))),
        ("parameters", "[\(parameters.joined(separator: ", "))]"),
        ("examples", "[\(examples.joined(separator: ", "))]"),
        ("related", "[\(entry.topic.related.map(quoted).joined(separator: ", "))]"),
        ("place", quoted(entry.topic.place)),
      ])
  }

  private static func fields(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(quoted($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.value(text)
    return json.text
  }
}
