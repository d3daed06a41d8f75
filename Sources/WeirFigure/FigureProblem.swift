import WeirText

/// What can go wrong when a figure is drawn.
public enum FigureProblem: Problem, Equatable {
  /// Cairo and Pango, which draw PNG and PDF, are not installed.
  case drawingLibraryMissing
  /// A picture of more pixels than can be drawn.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// There was no memory for the picture.
  case noMemory
}

extension FigureProblem {
  public var code: String {
    switch self {
    case .drawingLibraryMissing: "E6001"
    case .tooManyPixels: "E6002"
    case .noMemory: "E6003"
    }
  }

  public var message: String {
    switch self {
    case .drawingLibraryMissing: "PNG and PDF are drawn by Cairo and Pango, which are not installed here"
    case .tooManyPixels(let width, let height, let limit):
      "the picture would have \(width) × \(height) pixels; at most \(limit) on a side can be drawn"
    case .noMemory: "there is not enough memory to draw the picture"
    }
  }

  public var help: [String] {
    switch self {
    case .drawingLibraryMissing:
      [
        "install them: `apt-get install libpangocairo-1.0-0 fonts-liberation`, or `brew install pango`",
        "or save as .svg or .html, which need nothing",
      ]
    case .tooManyPixels: ["save as .svg or .pdf, which have no pixels, or as .html"]
    case .noMemory: []
    }
  }
}
