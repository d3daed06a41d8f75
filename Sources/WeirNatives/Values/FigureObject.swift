import WeirFigure
import WeirLanguage
import WeirTensor
import WeirText

/// A picture as a value: shown by `show`, written by `save`.
public final class FigureObject: Object {
  public let figure: Figure

  public init(_ figure: Figure) { self.figure = figure }

  public override var typeName: String { "figure" }
  public override var text: String { figure.title.isEmpty ? "figure" : "figure \"\(figure.title)\"" }
  public override var summary: String? { "a figure of \(Count.of(figure.panels.count, "panel"))" }
  static let fields = ["panels", "title", "values"]

  public override var memberNames: [String] { Self.fields }

  /// `values` are the numbers of the only panel that has some, `panels` the panels as figures.
  public override func member(_ name: String) throws -> Value? {
    switch name {
    case "panels":
      return Value(
        figure.panels.map { .object(FigureObject(Figure(title: $0.title, arrangement: .panel(Panel($0.mark))))) })
    case "title": return Value(figure.title)
    case "values":
      let numbers = figure.panels.compactMap(\.numbers)
      guard numbers.count == 1 else { throw NativeProblem.noOneTensor(panels: numbers.count) }
      return Value(numbers[0])
    default: return nil
    }
  }

  public override func isEqual(to other: Object) -> Bool { (other as? FigureObject)?.figure == figure }
}
