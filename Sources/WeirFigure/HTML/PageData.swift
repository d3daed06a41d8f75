import WeirText

/// The data block of one figure on a page: panels, and once each the axes, scales and palettes that they share.
struct PageData {
  private var axes: [FigureAxis] = []
  private var scales: [ColourScale] = []
  private var palettes: [Palette] = []
  private var panels: [(panel: Panel, packing: CellPacking?, at: Int, note: String)] = []
  private var bytes: [UInt8] = []
  private let levels: Int
  private let step: Int
  private let large: LargeMaps
  /// Cells of all maps of the figure beyond which none is written exactly.
  private static let exactTotal = 1_200_000
  private let writesExactly: Bool
  /// Whether some map is written as levels.
  private(set) var hasLevels = false

  /// The packed cells beyond which maps are written more coarsely, so that a page stays below 5 MB.
  static let packedLimit = 3_600_000
  /// Bytes up to which nothing is packed: it would gain little, and plain bytes do not depend on the zlib at hand.
  static let plainLimit = 2048

  /// An empty block that writes large maps in so many levels and joins blocks of `step` x `step` of their cells.
  init(for figure: Figure, levels: Int = 255, step: Int = 1, large: LargeMaps = LargeMaps()) {
    self.levels = levels
    self.step = step
    self.large = large
    let counts = figure.panels.map { panel in
      if case .cells(let map) = panel.mark { map.values.count } else { 0 }
    }
    let total = counts.reduce(0, +)
    guard total > Self.exactTotal, total <= 2 * Self.exactTotal else {
      writesExactly = total <= Self.exactTotal
      return
    }
    // Causal maps write half of their cells.
    writesExactly =
      figure.panels.reduce(0) { sum, panel in
        guard case .cells(let map) = panel.mark else { return sum }
        return sum + (map.isCausal ? map.values.count / 2 : map.values.count)
      } <= Self.exactTotal
  }

  /// Adds a panel and returns its index.
  mutating func add(_ panel: Panel) -> Int {
    var (panel, note) = (panel, "")
    var packing: CellPacking?
    let at = bytes.count
    switch panel.mark {
    case .cells(var map):
      let isLarge = map.values.count > CellPacking.exactLimit || !writesExactly || map.columns.count > 65_535
      let packed: CellPacking
      if isLarge {
        let step = map.columns.count > 65_535 ? max(step, map.columns.count / 32_768 + 1) : step
        let ready = large.cells(map, panel: panels.count, step: step)
        if step > 1 { note = "each cell is the strongest of \(step) × \(step)" }
        map = ready.map
        panel.mark = .cells(map)
        packed = CellPacking(ready.cells, levels: levels)
      } else {
        packed = CellPacking(exact: map)
      }
      hasLevels = hasLevels || isLarge
      bytes += packed.bytes
      packing = packed
      _ = index(of: map.rows)
      _ = index(of: map.columns)
      _ = index(of: map.scale)
    case .tokens(let strip): for series in strip.series { _ = index(of: series.scale) }
    case .plot, .arcs, .graph, .table, .text: break
    }
    panels.append((panel, packing, at, note))
    return panels.count - 1
  }

  /// The index of a scale, which is added when it is new.
  mutating func index(of scale: ColourScale) -> Int {
    if !palettes.contains(scale.palette) { palettes.append(scale.palette) }
    return Self.index(of: scale, in: &scales)
  }

  private mutating func index(of axis: FigureAxis) -> Int { Self.index(of: axis, in: &axes) }

  private static func index<Element: Equatable>(of element: Element, in list: inout [Element]) -> Int {
    if let index = list.firstIndex(of: element) { return index }
    list.append(element)
    return list.count - 1
  }

  /// About how many bytes the cells will pack into, told from 32 pieces that together are a sixteenth of them.
  var expectedCount: Int {
    let piece = bytes.count / 512
    guard piece > 1024 else { return 0 }
    let sample = (0..<32).flatMap { bytes[($0 * 16 * piece)..<(($0 * 16 + 1) * piece)] }
    return (Deflate.zlib(sample, level: Self.level(bytes.count))?.count ?? 0) * 16
  }

  /// How hard deflate tries: much data takes too long otherwise.
  private static func level(_ count: Int) -> Int32 { count > 4_000_000 ? 4 : 6 }

  /// The two data elements: JSON, and the cells in base64.
  func elements() -> (html: String, packedCount: Int) {
    var packed = false
    var body = bytes
    if bytes.count > Self.plainLimit, let small = Deflate.zlib(bytes, level: Self.level(bytes.count)) {
      (packed, body) = (true, small)
    }
    // `<` occurs only inside strings, and escaped it can neither end the element nor begin a comment.
    let text = json(packed: packed).replacing("<", with: "\\u003c")
    let html =
      "<script type=\"application/json\" class=\"weir-data\">\(text)</script>\n"
      + "<script type=\"text/plain\" class=\"weir-cells\">\(Base64.text(body))</script>\n"
    return (html, body.count)
  }

  private func json(packed: Bool) -> String {
    var json = JSONWriter()
    json.object { json in
      json.key("packed")
      json.value(packed)
      json.key("axes")
      json.array { json in for axis in axes { Self.write(axis, to: &json) } }
      json.key("palettes")
      json.array { json in for palette in palettes { Self.write(palette, to: &json) } }
      json.key("scales")
      json.array { json in for scale in scales { write(scale, to: &json) } }
      json.key("panels")
      json.array { json in
        for entry in panels {
          switch entry.panel.mark {
          case .cells(let map): write(map, entry, to: &json)
          case .tokens(let strip): write(strip, to: &json)
          case .plot, .arcs, .graph, .table, .text: json.null()
          }
        }
      }
    }
    return json.text
  }

  private static func write(_ axis: FigureAxis, to json: inout JSONWriter) {
    json.object { json in
      json.key("name")
      json.value(axis.name)
      json.key("labels")
      json.array { json in for label in axis.labels { json.value(label) } }
    }
  }

  private static func write(_ palette: Palette, to json: inout JSONWriter) {
    json.object { json in
      for (name, ground) in [("light", Ground.light), ("dark", .dark)] {
        json.key(name)
        json.value(palette.stops(on: ground).map { String($0.css.dropFirst()) }.joined())
      }
    }
  }

  private func write(_ scale: ColourScale, to json: inout JSONWriter) {
    json.object { json in
      json.key("palette")
      json.value(palettes.firstIndex(of: scale.palette) ?? 0)
      json.key("low")
      json.value(scale.lower)
      json.key("high")
      json.value(scale.upper)
      json.key("diverging")
      json.value(scale.isDiverging)
      if scale.isLogarithmic {
        json.key("log")
        json.value(true)
      }
      json.key("decimals")
      json.value(scale.decimals)
      json.key("name")
      json.value(Visible.text(scale.name))
    }
  }

  private func write(
    _ map: CellMap, _ entry: (panel: Panel, packing: CellPacking?, at: Int, note: String), to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("title")
      json.value(Visible.text(entry.panel.title))
      json.key("rows")
      json.value(axes.firstIndex(of: map.rows) ?? 0)
      json.key("columns")
      json.value(axes.firstIndex(of: map.columns) ?? 0)
      json.key("scale")
      json.value(scales.firstIndex(of: map.scale) ?? 0)
      json.key("missing")
      json.value(map.hasMissing)
      if !entry.note.isEmpty {
        json.key("note")
        json.value(entry.note)
      }
      if let line = map.line, entry.note.isEmpty {
        json.key("line")
        json.value(line.template)
      }
      if !map.texts.isEmpty {
        json.key("texts")
        json.array { json in for text in map.texts { json.value(Visible.text(text)) } }
      }
      json.key("data")
      if let packing = entry.packing { Self.write(packing, at: entry.at, to: &json) } else { json.null() }
    }
  }

  private static func write(_ packing: CellPacking, at start: Int, to json: inout JSONWriter) {
    json.object { json in
      json.key("at")
      json.value(start)
      json.key("causal")
      json.value(packing.isCausal)
      guard case .levels(let low, let high, let count) = packing.form else {
        json.key("bits")
        json.value(32)
        return
      }
      json.key("bits")
      json.value(8)
      json.key("low")
      json.value(Double(low))
      json.key("high")
      json.value(Double(high))
      json.key("levels")
      json.value(count)
      json.key("error")
      json.value(NumberText.bound(packing.error))
      json.key("top")
      json.object { json in
        let columns = start + packing.topStart
        json.key("each")
        json.value(packing.topPerRow)
        json.key("count")
        json.value(packing.topCount)
        json.key("columns")
        json.value(columns)
        json.key("values")
        json.value(columns + packing.topCount * 2)
      }
    }
  }

  private func write(_ strip: TokenStrip, to json: inout JSONWriter) {
    json.object { json in
      json.key("tokens")
      json.array { json in for token in strip.tokens { json.value(token) } }
      json.key("series")
      json.array { json in
        for series in strip.series {
          json.object { json in
            json.key("name")
            json.value(Visible.text(series.name))
            json.key("scale")
            json.value(scales.firstIndex(of: series.scale) ?? 0)
            if let line = series.line {
              json.key("line")
              json.value(line.template)
            }
            json.key("values")
            // Texts, so that a page shows the digits that every other face shows.
            json.array { json in
              for value in series.values { if value.isNaN { json.null() } else { json.value(NumberText.exact(value)) } }
            }
          }
        }
      }
    }
  }
}
