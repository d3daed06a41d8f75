import WeirFigure

/// What `show` and `figure` were told beside the value.
struct PictureOptions {
  var title = ""
  /// Where the numbers come from; the value says it when nobody does.
  var subtitle = ""
  /// The picture asked for by `as:`; nil picks it from the axes.
  var kind: String?
  var palette: Palette?
  /// What the colour measures, for the legend.
  var colourName = ""
  /// `"mean"`, `"max"`: draws one map of many heads.
  var reduction: String?
  /// The layer that the values belong to, where it is one; names heads `L11H3`.
  var layer: Int?
  /// Whether sizes grow with the logarithm, where the picture knows how.
  var isLogarithmic = false
  /// The source text of the value, fit for a bracket behind it; the lines of cells begin with it.
  var source: String?
  /// A head or panel to be drawn large.
  var held: Int?
}
