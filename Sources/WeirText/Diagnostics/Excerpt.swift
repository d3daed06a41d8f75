// The lines of one source that a diagnostic's labels touch, with the marks under each.

/// A part of a source that a diagnostic quotes.
struct Excerpt {
  /// An underline and the words that belong to it.
  struct Mark {
    let columns: Range<Int>
    let text: String
    /// The place of the error itself, drawn with `^`; the others explain it and get `-`.
    let isPrimary: Bool
  }

  struct Line {
    let number: Int
    let content: SourceLine
    var marks: [Mark]
  }

  let place: String
  var lines: [Line]
}

extension DiagnosticRenderer {
  /// The labels by source, in the order in which sources first appear.
  func excerpts(of diagnostic: Diagnostic) -> [Excerpt] {
    var sources = [Source]()
    for label in diagnostic.labels where !sources.contains(where: { $0 === label.span.source }) {
      sources.append(label.span.source)
    }
    return sources.map { source in
      let labels = diagnostic.labels.enumerated().filter { $0.element.span.source === source }
      var lines = [Int: Excerpt.Line]()
      for (index, label) in labels {
        for (number, mark) in marks(of: label, isPrimary: index == 0) {
          lines[number, default: .init(number: number, content: .init(source, line: number), marks: [])]
            .marks.append(mark)
        }
      }
      let place = labels.first.map { self.place($0.element.span) } ?? source.name
      return Excerpt(place: place, lines: lines.values.sorted { $0.number < $1.number })
    }
  }

  /// One mark a line; of a span over several lines only the first and the last are marked.
  private func marks(of label: Diagnostic.Label, isPrimary: Bool) -> [(Int, Excerpt.Mark)] {
    let span = label.span
    let first = span.source.line(at: span.lower)
    let last = span.source.line(at: max(span.lower, span.upper - 1))
    let text = Visible.text(label.text)
    let content = SourceLine(span.source, line: first)
    if first == last {
      let columns = content.columns(from: span.lower, to: span.upper)
      return [(first, .init(columns: columns, text: text, isPrimary: isPrimary))]
    }
    let start = content.columns(from: span.lower, to: span.upper).lowerBound
    let end = SourceLine(span.source, line: last)
    let stop = max(end.indentation + 1, end.columns(from: span.upper - 1, to: span.upper).upperBound)
    return [
      (first, .init(columns: start..<max(start + 1, content.width), text: "", isPrimary: isPrimary)),
      (last, .init(columns: end.indentation..<stop, text: text, isPrimary: isPrimary)),
    ]
  }
}
