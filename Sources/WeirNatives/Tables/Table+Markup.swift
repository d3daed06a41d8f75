// Tables as Markdown, LaTeX and JSON.

import WeirLanguage
import WeirText

extension Table {
  /// A pipe table with numbers to the right.
  var markdown: String {
    let marks = columns.map { $0.kind == .number ? "---:" : "---" }
    var lines = [columns.map(\.name).map(Self.markdownCell), marks]
    for row in 0..<rowCount where !Interrupt.isRequested {
      lines.append(columns.map { Self.markdownCell($0.cell(row)) })
    }
    return lines.mapUntilInterrupt { "| " + $0.joined(separator: " | ") + " |\n" }.joinedUntilInterrupt()
  }

  /// A `tabular` with numbers to the right, for `booktabs`.
  var tex: String {
    let marks = columns.map { $0.kind == .number ? "r" : "l" }.joined()
    var text = "\\begin{tabular}{\(marks)}\n\\toprule\n"
    text += columns.map { Self.texCell($0.name) }.joined(separator: " & ") + " \\\\\n\\midrule\n"
    for row in 0..<rowCount where !Interrupt.isRequested {
      text += columns.map { Self.texCell($0.cell(row)) }.joined(separator: " & ") + " \\\\\n"
    }
    return text + "\\bottomrule\n\\end{tabular}\n"
  }

  /// A list of objects, one a row.
  func json() throws -> String {
    var writer = JSONWriter(indent: 2)
    try writer.array { writer in
      for row in 0..<rowCount {
        try Interrupt.check()
        try writer.object { writer in
          for column in columns {
            writer.key(column.name)
            try column.values[row].write(to: &writer)
          }
        }
      }
    }
    return writer.text + "\n"
  }

  private static func markdownCell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func texCell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "␣": result += "\\textvisiblespace{}"
      default: result.append(character)
      }
    }
    return result
  }
}
