extension Panel {
  /// The colour scale of the panel's mark, where it has one.
  var scale: ColourScale? {
    switch mark {
    case .cells(let map): map.scale
    case .tokens(let strip): strip.series.first?.scale
    case .plot, .arcs, .graph, .table, .text: nil
    }
  }
}
