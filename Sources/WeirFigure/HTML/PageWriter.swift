import WeirText

/// Writes the elements of one figure; heat maps and coloured text are places that the script fills.
struct PageWriter {
  private(set) var data: PageData
  private let painter: ScenePainter
  private let width: Double
  private var html = ""

  init(data: PageData, width: Double) {
    self.data = data
    self.width = width
    painter = ScenePainter(theme: .light, width: width)
  }

  /// The figure's element up to its data.
  mutating func body(_ figure: Figure) -> String {
    html = "<figure class=\"weir\">\n"
    if !figure.title.isEmpty { html += "<h2>\(SVGWriter.escaped(figure.title))</h2>\n" }
    if !figure.subtitle.isEmpty { html += "<p>\(SVGWriter.escaped(figure.subtitle))</p>\n" }
    write(figure.arrangement)
    for note in figure.notes { html += "<p>\(SVGWriter.escaped(note))</p>\n" }
    return html
  }

  private mutating func write(_ arrangement: Arrangement) {
    switch arrangement {
    case .panel(let panel): write(panel)
    case .row(let parts): write(parts, in: "row")
    case .column(let parts): write(parts, in: "column")
    case .grid(let panels): write(gallery: panels, held: 0)
    case .focus(let panels, let index): write(gallery: panels, held: index)
    case .titled(let title, let part):
      html += "<section>\n<h3>\(SVGWriter.escaped(title))</h3>\n"
      write(part)
      html += "</section>\n"
    }
  }

  private mutating func write(_ parts: [Arrangement], in name: String) {
    html += "<div class=\"\(name)\">\n"
    for part in parts {
      html += "<div>\n"
      write(part)
      html += "</div>\n"
    }
    html += "</div>\n"
  }

  private mutating func write(gallery panels: [Panel], held: Int) {
    let areMaps = panels.allSatisfy { if case .cells = $0.mark { true } else { false } }
    guard areMaps, panels.count > 1 else { return write(panels.map(Arrangement.panel), in: "row") }
    let indices = panels.map { data.add($0) }
    html += "<div data-maps=\"\(indices.first ?? 0) \(panels.count) \(max(0, min(panels.count - 1, held)))\"></div>\n"
  }

  private mutating func write(_ panel: Panel) {
    let isMap = if case .cells = panel.mark { true } else { false }
    if !panel.title.isEmpty { html += "<h3>\(SVGWriter.escaped(panel.title))</h3>\n" }
    switch panel.mark {
    case .cells(let map):
      guard map.rows.count > 0, map.columns.count > 0 else { return html += "<p>no cells</p>\n" }
      html += "<div data-map=\"\(data.add(panel))\"></div>\n"
    case .tokens:
      html += "<div data-strip=\"\(data.add(panel))\"></div>\n"
    case .text(let text):
      html += "<p class=\"prose\">\(SVGWriter.lines(text))</p>\n"
    case .table(let table): write(table)
    case .plot, .arcs, .graph:
      var writer = SVGWriter()
      writer.isLive = true
      let scene = painter.scene(Panel(panel.mark), width: width)
      writer.open(scene, title: panel.title.isEmpty ? "plot" : panel.title, paper: nil)
      for element in scene.elements { writer.write(element) }
      writer.close()
      html += writer.text
    }
    if !isMap { writeData(panel.mark) }
  }

  /// The exact numbers behind a picture.
  private mutating func writeData(_ mark: Mark) {
    if case .table = mark { return }
    guard let (head, rows) = mark.rows else { return }
    html += "<details><summary>Data</summary><div><table>\n<tr>"
    for name in head { html += "<th>\(SVGWriter.escaped(name))</th>" }
    html += "</tr>\n"
    for row in rows {
      html += "<tr>" + row.map { "<td>\(SVGWriter.escaped($0))</td>" }.joined() + "</tr>\n"
    }
    html += "</table></div></details>\n"
  }

  private mutating func write(_ table: FigureTable) {
    let line = table.line?.template ?? ""
    let isByCell = line.contains("{row}")
    html += "<table class=\"sortable\"\(isByCell ? " data-line=\"\(SVGWriter.escaped(line))\"" : "")>\n<thead><tr>"
    for column in table.columns {
      html += "<th\(column.isNumeric ? " class=\"n\"" : "")>\(SVGWriter.escaped(column.name))</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for row in 0..<table.rowCount {
      html += "<tr>"
      for column in table.columns { html += cell(column, row) }
      html += "</tr>\n"
    }
    html += "</tbody></table>\n"
    if let line = table.line, !isByCell {
      html += "<p><code>\(SVGWriter.escaped(line.at(row: 0, column: 0)))</code></p>\n"
    }
  }

  private mutating func cell(_ column: FigureTable.Column, _ row: Int) -> String {
    let text = SVGWriter.escaped(column.text(row))
    guard column.isNumeric else { return "<td>\(text)</td>" }
    let exact = column.number(row).map { NumberText.exact($0) } ?? ""
    switch column.look {
    case .plain: return "<td class=\"n\" data-v=\"\(exact)\" title=\"\(exact)\">\(text)</td>"
    case .coloured(let scale):
      let index = data.index(of: scale)
      return "<td class=\"n\" data-v=\"\(exact)\" data-scale=\"\(index)\" title=\"\(exact)\">\(text)</td>"
    case .bars(let full):
      let number = column.number(row) ?? 0
      let length = full > 0 && number.isFinite ? min(1, abs(number) / full) * 90 : 0
      return "<td class=\"n\" data-v=\"\(exact)\" title=\"\(exact)\">\(text)<svg width=\"90\" height=\"9\">"
        + "<rect width=\"\(SVGWriter.number(length))\" height=\"9\" fill=\"var(--\(number < 0 ? "neg" : "accent"))\"/>"
        + "</svg></td>"
    }
  }
}

extension SVGWriter {
  /// Escaped text that keeps its line breaks.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(separator: "\n")
  }
}
