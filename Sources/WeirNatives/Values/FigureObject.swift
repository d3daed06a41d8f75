import WeirFigure
import WeirLanguage
import WeirText

/// A picture as a value: shown by `show`, written by `save`.
public final class FigureObject: Object {
  public let figure: Figure

  public init(_ figure: Figure) { self.figure = figure }

  public override var typeName: String { "figure" }
  public override var text: String { figure.title.isEmpty ? "figure" : "figure \"\(figure.title)\"" }
  public override var summary: String? { "a figure of \(Count.of(figure.panels.count, "panel"))" }
  public override var memberNames: [String] { ["title"] }

  public override func member(_ name: String) throws -> Value? {
    name == "title" ? Value(figure.title) : nil
  }

  public override func isEqual(to other: Object) -> Bool { (other as? FigureObject)?.figure == figure }
}
