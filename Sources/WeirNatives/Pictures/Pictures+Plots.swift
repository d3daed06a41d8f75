// Lines, bars, histograms, points and coloured text.

import WeirFigure
import WeirTensor

extension Pictures {
  /// One line over the axis, or one for each row of two axes.
  @Sendable static func lines(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let x = tensor.axes[tensor.axes.count - 1]
    let series = rows(tensor).map { name, values in
      PlotSeries(name, .line, xs: values.indices.map(Double.init), ys: values)
    }
    return .lines(
      title: options.title, subtitle: options.subtitle, x: PlotAxis(figureAxis(x)), y: PlotAxis(options.colourName),
      series: series)
  }

  /// A bar for each place, grouped by the rows of two axes.
  @Sendable static func bars(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    .bars(
      title: options.title, subtitle: options.subtitle, x: figureAxis(tensor.axes[tensor.axes.count - 1]),
      y: PlotAxis(options.colourName), series: rows(tensor))
  }

  @Sendable static func histogram(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    .histogram(
      title: options.title, subtitle: options.subtitle, x: PlotAxis(options.colourName),
      values: tensor.values.map(Double.init))
  }

  /// The real and imaginary parts on the last axis as points.
  @Sendable static func complexPlane(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let name = tensor.axes[tensor.axes.count - 1].name
    let real = try tensor.selecting(name, .position(0)).values.map(Double.init)
    let imaginary = try tensor.selecting(name, .position(-1)).values.map(Double.init)
    return .complexPlane(
      title: options.title, subtitle: options.subtitle, series: [(name: "", real: real, imaginary: imaginary)],
      logarithmicRadius: options.isLogarithmic)
  }

  /// The text of the last axis, coloured; several rows are several series.
  @Sendable static func tokens(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    if tensor.axes.count == 2, tensor.axes[0].name == "batch" { return try texts(tensor, options) }
    let axis = figureAxis(tensor.axes[tensor.axes.count - 1])
    let labels = tensor.axes[tensor.axes.count - 1].labels ?? axis.labels
    if tensor.axes.count == 1 {
      return .colouredTokens(
        title: options.title, subtitle: options.subtitle, tokens: labels, values: tensor.values,
        name: options.colourName, palette: options.palette)
    }
    let series = rows(tensor).map { name, values in
      TokenStrip.Series(name: name, values: values.map { Float($0) })
    }
    return .colouredTokens(title: options.title, subtitle: options.subtitle, tokens: labels, series: series)
  }

  /// The coloured texts of several prompts below each other, on one scale.
  private static func texts(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let names = names(tensor.axes[0], options)
    let figures = try names.indices.map { index in
      var options = options
      (options.title, options.subtitle) = (names[index], "")
      return try tokens(tensor.selecting("batch", .position(index)), options)
    }
    return .stacked(
      title: options.title, subtitle: options.subtitle,
      Figure.sharingScale(figures, palette: options.palette))
  }

  /// Curves from queries to keys, for one head or several.
  @Sendable static func arcs(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let axes = tensor.axes.suffix(2).map(figureAxis)
    let maps = tensor.axes.count == 3 ? maps(tensor) : [tensor.values]
    let names = tensor.axes.count == 3 ? names(tensor.axes[0], options) : [""]
    return .arcs(
      title: options.title, subtitle: options.subtitle, queries: axes[0], keys: axes[1],
      heads: zip(names, maps).map { TokenArcs.Head(name: $0, values: $1) })
  }

  @Sendable static func clustered(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    .clustered(
      title: options.title, subtitle: options.subtitle, rows: figureAxis(tensor.axes[0]),
      columns: figureAxis(tensor.axes[1]), values: tensor.values, palette: options.palette,
      colourName: options.colourName)
  }

  /// The rows of two axes with their names, or the one row there is.
  static func rows(_ tensor: Tensor) -> [(name: String, values: [Double])] {
    let values = tensor.values.map(Double.init)
    guard tensor.axes.count == 2 else { return [("", values)] }
    let width = tensor.axes[1].size
    return figureAxis(tensor.axes[0]).labels.enumerated().map { row, label in
      let isNumber = Int(label) != nil
      return (isNumber ? "\(tensor.axes[0].name) \(label)" : label, Array(values[(row * width)..<((row + 1) * width)]))
    }
  }
}
