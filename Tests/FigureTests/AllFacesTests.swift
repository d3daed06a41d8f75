import Testing
import WeirText

@testable import WeirFigure

/// Every kind of picture but plain heat maps, whose cells FacesTests compares one by one.
///
/// Paper is drawn once for SVG, PNG and PDF, from one scene, so that the words beside its marks speak for all three.
@Suite struct AllFacesTests {
  private static let panels: [(name: String, panel: Panel)] = Gallery.all.flatMap { item in
    item.figure.panels.map { (item.name, $0) }
  }

  @Test func everyMarkSaysItsExactValueOnPaperAndOnThePage() {
    var kinds = Set<String>()
    for (name, panel) in Self.panels {
      guard let words = Self.words(panel.mark) else { continue }
      kinds.insert(Self.kind(panel.mark))
      let paper = SVGRenderer().render(Figure(panel.mark))
      let page = HTMLRenderer().fragment(Figure(panel.mark))
      for (said, exact) in words {
        #expect(said.contains(exact), "\(name): \(said) lacks \(exact)")
        #expect(paper.contains("<title>\(SVGWriter.escaped(said))</title>"), "\(name): \(said)")
        #expect(page.contains(SVGWriter.escaped(exact)), "\(name): the page lacks \(exact)")
      }
    }
    #expect(kinds == ["tokens", "plot", "arcs", "graph"])
  }

  @Test func tablesShowTheSameTextsEverywhere() {
    for (name, panel) in Self.panels {
      guard case .table(let table) = panel.mark else { continue }
      let faces = [
        SVGRenderer().render(Figure(panel.mark)), HTMLRenderer().fragment(Figure(panel.mark)),
        TerminalRenderer(width: 200).render(Figure(panel.mark)),
      ]
      for column in table.columns where column.isNumeric {
        for row in 0..<table.rowCount {
          let text = column.text(row)
          // A missing number is shown by nothing.
          guard !text.isEmpty else { continue }
          #expect(faces.allSatisfy { $0.contains(text) }, "\(name): \(text)")
        }
      }
    }
  }

  @Test func theTerminalSaysTheRoundedValueOfEveryMark() {
    for (name, panel) in Self.panels {
      let text = TerminalRenderer(width: 200).render(Figure(panel.mark))
      switch panel.mark {
      case .tokens(let strip):
        for series in strip.series {
          for value in series.values where !value.isNaN {
            let number = NumberText.cell(Double(value), decimals: series.scale.decimals)
            #expect(text.contains(number), "\(name): \(number)")
          }
        }
      case .arcs(let arcs):
        for arc in arcs.arcs {
          let number = NumberText.cell(Double(arc.weight), decimals: 2)
          #expect(text.contains(number), "\(name): \(number)")
        }
      case .graph(let graph):
        for edge in graph.edges {
          let number = NumberText.cell(Double(edge.weight), decimals: 3)
          #expect(text.contains(number), "\(name): \(number)")
        }
      case .cells, .plot, .table, .text: continue
      }
    }
  }

  @Test func everyFaceOfEveryKindIsTheSameTwice() {
    for item in Gallery.all {
      for renderer in [TerminalRenderer(), TerminalRenderer(depth: .truecolour, ground: .light)] {
        #expect(renderer.render(item.figure) == renderer.render(item.figure), "\(item.name)")
      }
      #expect(SVGRenderer().render(item.figure) == SVGRenderer().render(item.figure), "\(item.name)")
      #expect(SVGRenderer(theme: .dark).render(item.figure) != SVGRenderer().render(item.figure), "\(item.name)")
    }
  }

  private static func kind(_ mark: Mark) -> String {
    switch mark {
    case .cells: "cells"
    case .tokens: "tokens"
    case .plot: "plot"
    case .arcs: "arcs"
    case .graph: "graph"
    case .table: "table"
    case .text: "text"
    }
  }

  /// What each mark of a picture says, with the exact number that it must hold; nil for maps, tables and prose.
  private static func words(_ mark: Mark) -> [(said: String, exact: String)]? {
    switch mark {
    case .cells, .table, .text: nil
    case .tokens(let strip):
      strip.tokens.indices.flatMap { position in
        strip.series.filter { !$0.values[position].isNaN && strip.series.count == 1 }.map {
          (strip.describe(position), NumberText.exact($0.values[position]))
        }
      }
    case .plot(let plot):
      plot.series.enumerated().flatMap { index, one in
        one.placed.map { (plot.describe(series: index, point: $0), plot.y.text(at: one.ys[$0])) }
      }
    case .arcs(let arcs): arcs.arcs.map { (arcs.describe($0), NumberText.exact($0.weight)) }
    case .graph(let graph): graph.edges.map { (graph.describe($0), NumberText.exact($0.weight)) }
    }
  }
}
