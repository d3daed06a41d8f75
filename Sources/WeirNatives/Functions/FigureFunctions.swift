// `show`, `figure` and `save`: one way to a picture, three places for it to go.

import WeirFigure
import WeirLanguage
import WeirTensor
import WeirText

enum FigureFunctions {
  static func functions(_ world: World) -> [NativeFunction] {
    [
      NativeFunction("figure") { call in
        guard let figure = try Figure.of(call[0], call.pictureOptions()) else {
          throw call.wrongType(0, "a tensor, a table, a figure, or a list or record of them")
        }
        return .object(FigureObject(figure))
      },
      NativeFunction("graph") { call in
        let rows = try call.items(0).map { item in
          guard let row = item.asRecord else { throw call.wrongType(0, "a table or a list of records") }
          return row
        }
        return .object(
          FigureObject(
            try Figure.graph(
              edges: rows, baseline: call.number(named: "baseline") ?? 0, measure: call.string(named: "measure") ?? "",
              call.pictureOptions())))
      },
      NativeFunction("save") { call in
        try Saving.save(call[0], to: call.string(1), call.pictureOptions(), world)
        return .none
      },
      NativeFunction("show") { call in
        try show(call[0], call.pictureOptions(), world)
        return .none
      },
    ]
  }

  /// Draws a value where it has a picture, and writes its echo where it has none.
  private static func show(_ value: Value, _ options: PictureOptions, _ world: World) throws {
    if let figure = try Figure.of(value, options) {
      world.present(figure)
    } else {
      if !options.title.isEmpty { world.draw(Markup(options.title + "\n", .strong)) }
      world.draw(value.echo(width: world.terminal().width) + Markup("\n"))
    }
  }
}

extension Call {
  /// The options that `show`, `figure` and `save` share, by their parameter names.
  func pictureOptions() throws -> PictureOptions {
    var options = PictureOptions()
    options.source = text(of: 0).flatMap(CellLines.operand)
    options.title = try string(named: "title") ?? ""
    options.subtitle = try string(named: "subtitle") ?? ""
    options.kind = try string(named: "as")
    options.reduction = try string(named: "reduce")
    options.colourName = try string(named: "measure") ?? ""
    options.isLogarithmic = try flag("log")
    if let name = try string(named: "colours") {
      guard let palette = Palette.named(name) else {
        throw NativeProblem.unknownPalette(name, known: Palette.all.map(\.name))
      }
      options.palette = palette
    }
    return options
  }
}
