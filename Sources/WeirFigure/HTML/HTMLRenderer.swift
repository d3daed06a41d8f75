// Draws figures as live pages: one file that asks the network for nothing, works from disk, and is the same on every run.

/// Draws a figure as an HTML page, or as a part of one.
public struct HTMLRenderer: Sendable, Equatable {
  /// The widest that plots and graphs may be, in points.
  public var width: Double

  public init(width: Double = 560) { self.width = max(144, min(4000, width)) }

  /// The whole page.
  public func render(_ figure: Figure) -> String {
    let title = figure.title.isEmpty ? "Figure" : figure.title
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      \(Self.securityPolicy())
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>\(SVGWriter.escaped(title))</title>
      \(Self.styleElement)
      </head>
      <body>
      <div class="weir-page">
      <header><button type="button" class="weir-ground" hidden>Light or dark</button></header>
      \(fragment(figure))</div>
      \(Self.scriptElement)
      </body>
      </html>

      """
  }

  /// The figure as an element of a page that holds `styleElement` and, at its end, `scriptElement`.
  public func fragment(_ figure: Figure) -> String {
    // Coarser until the page is small enough: fewer levels first, which costs no place, then joined cells.
    let attempts = [(255, 1), (63, 1), (15, 1), (63, 2), (15, 2), (63, 4), (15, 8)]
    let large = LargeMaps()
    for (index, (levels, step)) in attempts.enumerated() {
      var writer = PageWriter(
        data: PageData(for: figure, levels: levels, step: step, large: large), width: width)
      let body = writer.body(figure)
      let isLast = index == attempts.count - 1 || !writer.data.hasLevels
      // The promise of a sample is good to a few parts in a hundred.
      if !isLast, writer.data.expectedCount > PageData.packedLimit * 11 / 10 { continue }
      let (data, packedCount) = writer.data.elements()
      if isLast || packedCount <= PageData.packedLimit { return body + data + "</figure>\n" }
    }
    return ""
  }

  /// The style sheet of figures.
  public static var styleElement: String { "<style>\(PageStyle.text)</style>" }

  /// The script of figures; one is enough for any number of them.
  public static var scriptElement: String { "<script>\(PageScript.text)</script>" }

  /// The policy that forbids every request and every script and style but those of figures and those of the given digests
  /// (`sha256-...` as in CSP).
  public static func securityPolicy(styles: [String] = [], scripts: [String] = []) -> String {
    let allowed = { (digests: [String]) in digests.map { "'\($0)'" }.joined(separator: " ") }
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      + "style-src \(allowed([PageDigests.style] + styles)); script-src \(allowed([PageDigests.script] + scripts)); "
      + "base-uri 'none'; form-action 'none'\">"
  }
}
