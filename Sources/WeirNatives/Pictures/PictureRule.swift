import WeirFigure
import WeirTensor
import WeirText

/// One line of the table that picks a picture from the axes of a tensor; `?show` prints the table.
struct PictureRule: Sendable {
  /// The name that `as:` takes.
  let name: String
  /// The axes that it is the first choice for, as help shows them; empty when it is drawn only when asked for.
  let axes: String
  /// One sentence on what is drawn.
  let summary: String
  /// Whether it is the natural picture of these axes.
  let suits: @Sendable ([Axis]) -> Bool
  /// How many axes it can draw when asked to.
  let ranks: ClosedRange<Int>
  let draw: @Sendable (Tensor, PictureOptions) throws -> Figure

  /// The rules, most particular first.
  static let all: [PictureRule] = [
    PictureRule(
      name: "heads", axes: "[head, query, key], [layer, head, query, key]",
      summary: "the head whose map varies most, large; the others small, or one line each where there is no room",
      suits: { ["head", "query", "key"] == $0.suffix(3).map(\.name) && $0.count <= 4 }, ranks: 3...4,
      draw: Pictures.heads),
    PictureRule(
      name: "grid", axes: "[batch, query, key], any three", summary: "small multiples on one scale",
      suits: { $0.count == 3 }, ranks: 3...3, draw: Pictures.grid),
    PictureRule(
      name: "complex", axes: "[eigen, part]", summary: "complex numbers in their plane",
      suits: { $0.last?.labels == ["re", "im"] && $0.count <= 2 }, ranks: 1...2, draw: Pictures.complexPlane),
    PictureRule(
      name: "heatmap", axes: "[query, key], [layer, head], [layer, pos], any two",
      summary: "rows and columns of coloured cells with their labels",
      suits: { $0.count == 2 }, ranks: 1...2, draw: Pictures.heatMap),
    PictureRule(
      name: "tokens", axes: "[pos]", summary: "the text with its tokens coloured",
      suits: { isText($0) },
      ranks: 1...2, draw: Pictures.tokens),
    PictureRule(
      name: "bars", axes: "[item]", summary: "a bar for each place of the axis",
      suits: { $0.count == 1 && ($0[0].name == "item" || $0[0].size == 1) }, ranks: 1...2, draw: Pictures.bars),
    PictureRule(
      name: "line", axes: "[layer], any one", summary: "a line over the axis; one line each for the rows of two axes",
      suits: { $0.count == 1 }, ranks: 1...2, draw: Pictures.lines),
    PictureRule(
      name: "histogram", axes: "", summary: "how often values fall into each interval",
      suits: { _ in false }, ranks: 1...32, draw: Pictures.histogram),
    PictureRule(
      name: "arcs", axes: "", summary: "curves from each query to the keys that it looks at",
      suits: { _ in false }, ranks: 2...3, draw: Pictures.arcs),
    PictureRule(
      name: "clustered", axes: "", summary: "a heat map with similar rows and columns together",
      suits: { _ in false }, ranks: 2...2, draw: Pictures.clustered),
  ]

  /// The rule asked for, or the first that suits.
  static func chosen(for axes: [Axis], _ kind: String?) throws -> PictureRule {
    if let kind {
      guard let rule = all.first(where: { $0.name == kind }) else {
        throw NativeProblem.unknownPicture(kind, known: all.map(\.name))
      }
      guard rule.ranks.contains(axes.count) else {
        throw NativeProblem.cannotDraw(rule.name, axes: axes, possible: possible(axes))
      }
      return rule
    }
    guard let rule = all.first(where: { $0.suits(axes) }) else {
      throw NativeProblem.noPicture(axes: axes, possible: possible(axes))
    }
    return rule
  }

  /// Whether the one axis is a text.
  static func isText(_ axes: [Axis]) -> Bool {
    axes.count == 1 && ["pos", "query", "key"].contains(axes[0].baseName) && axes[0].labels != nil
  }

  /// The table as lines of help: axes, the name for `as:`, what is drawn.
  static var help: [String] {
    let rows =
      all.map { ($0.axes.isEmpty ? "when asked for" : $0.axes, $0.name, $0.summary) } + [
        ("a table", "table", "rows and columns of text and numbers"),
        ("a list or record of these", "", "side by side; rows over one axis are lines of one picture"),
      ]
    return rows.flatMap { axes, name, summary in
      // Two columns, so that 80 columns are enough for every row.
      HelpPage.wrapped("\(axes): \(summary)", width: 64).enumerated().map { place, line in
        "  " + (place == 0 ? name : "").padded(toWidth: 11) + line
      }
    }
  }

  /// The names of the pictures that could draw these axes.
  static func possible(_ axes: [Axis]) -> [String] { all.filter { $0.ranks.contains(axes.count) }.map(\.name) }
}
