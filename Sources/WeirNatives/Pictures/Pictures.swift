// From a tensor to marks: what each line of the table draws.

import WeirFigure
import WeirTensor

enum Pictures {
  /// Two axes as rows and columns, or one axis as a single row.
  @Sendable static func heatMap(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let axes = tensor.axes
    return .heatMap(
      title: options.title, subtitle: options.subtitle,
      rows: axes.count == 2 ? figureAxis(axes[0]) : FigureAxis("", labels: ["value"]),
      columns: figureAxis(axes[axes.count - 1]), values: tensor.values, palette: options.palette,
      colourName: options.colourName, isLogarithmic: options.isLogarithmic)
  }

  /// The head whose map varies most large, the others small; with a layer axis in front, those of all layers.
  @Sendable static func heads(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let axes = Array(tensor.axes.suffix(3))
    var names = names(axes[0], options)
    if let layers = tensor.axes.first, tensor.axes.count == 4 {
      names = (0..<layers.size).flatMap { layer in
        axes[0].labels?.map { "L\(layer) \($0)" } ?? (0..<axes[0].size).map { "L\(layer)H\($0)" }
      }
    }
    return .heads(
      title: options.title, subtitle: options.subtitle, names: names, rows: figureAxis(axes[1]),
      columns: figureAxis(axes[2]), maps: maps(tensor), held: options.held, palette: options.palette,
      colourName: options.colourName)
  }

  /// One map for each place on the first axis, each as large as its own rows.
  @Sendable static func grid(_ tensor: Tensor, _ options: PictureOptions) throws -> Figure {
    let parts = try (0..<tensor.axes[0].size).map { try tensor.selecting(tensor.axes[0].name, .position($0)) }
    return .smallMultiples(
      title: options.title, subtitle: options.subtitle, names: names(tensor.axes[0], options),
      rows: parts.map { figureAxis($0.axes[0]) }, columns: parts.map { figureAxis($0.axes[1]) },
      maps: parts.map(\.values), palette: options.palette, colourName: options.colourName)
  }

  /// An axis with its labels, or numbers from 0.
  static func figureAxis(_ axis: Axis) -> FigureAxis {
    axis.labels.map { FigureAxis(axis.name, labels: $0) } ?? FigureAxis(axis.name, count: axis.size)
  }

  /// `L11H3` where the layer is known, the axis's labels, or `head 3`.
  static func names(_ axis: Axis, _ options: PictureOptions) -> [String] {
    if axis.name == "head", let layer = options.layer, axis.labels == nil {
      return (0..<axis.size).map { "L\(layer)H\($0)" }
    }
    return axis.labels ?? (0..<axis.size).map { "\(axis.name) \($0)" }
  }

  /// The values of each map on the last two axes.
  static func maps(_ tensor: Tensor) -> [[Float]] {
    let size = tensor.axes.suffix(2).reduce(1) { $0 * $1.size }
    return tensor.withValues { values in
      (0..<(size > 0 ? values.count / size : 0)).map { Array(values[($0 * size)..<(($0 + 1) * size)]) }
    }
  }
}
