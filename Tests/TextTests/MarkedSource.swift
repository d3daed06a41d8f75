import WeirText

/// A source whose text carries its own labels: `«…»` around the place of the error, `‹…›` around places that explain it.
struct MarkedSource {
  let source: Source
  private(set) var labels: [Diagnostic.Label] = []

  init(_ marked: String, name: String = "a.weir", main: String = "", others: [String] = []) {
    var text = ""
    var mainSpans = [(Int, Int)]()
    var otherSpans = [(Int, Int)]()
    var starts = [Int]()
    for character in marked {
      switch character {
      case "«", "‹": starts.append(text.utf8.count)
      case "»": mainSpans.append((starts.removeLast(), text.utf8.count))
      case "›": otherSpans.append((starts.removeLast(), text.utf8.count))
      default: text.append(character)
      }
    }
    let source = Source(name: name, text: text)
    self.source = source
    labels = mainSpans.map { .init(Span(source, $0.0, $0.1), main) }
    for (index, span) in otherSpans.enumerated() {
      labels.append(.init(Span(source, span.0, span.1), index < others.count ? others[index] : ""))
    }
  }
}
