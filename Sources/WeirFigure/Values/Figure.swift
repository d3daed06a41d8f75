// A figure is a value: what is shown, with its data, and nothing about how it is drawn. The renderers
// (`TerminalRenderer`, `SVGRenderer`, `PNGRenderer`, `PDFRenderer`, `HTMLRenderer`) all draw this one value.

/// A picture as data: a title, notes, and panels in an arrangement.
public struct Figure: Sendable, Equatable {
  /// What it shows, in a few words; empty for none.
  public var title: String
  /// Where the numbers come from: the model and its processing, the prompt.
  public var subtitle: String
  /// Sentences that the reader needs beside the picture, such as what was left out.
  public var notes: [String]
  /// The panels and how they stand together.
  public var arrangement: Arrangement

  public init(title: String = "", subtitle: String = "", notes: [String] = [], arrangement: Arrangement) {
    self.title = title
    self.subtitle = subtitle
    self.notes = notes
    self.arrangement = arrangement
  }

  /// A figure of one panel without a heading of its own.
  public init(title: String = "", subtitle: String = "", notes: [String] = [], _ mark: Mark) {
    self.init(title: title, subtitle: subtitle, notes: notes, arrangement: .panel(Panel(mark)))
  }

  /// Every panel, in reading order.
  public var panels: [Panel] { arrangement.panels }
}
