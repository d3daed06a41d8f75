extension Mark {
  /// The mark with a Weir line for each of its series (heads of arcs, lines of a plot) that has none.
  public func lined(_ line: (Int) -> WeirLine?) -> Mark {
    switch self {
    case .cells(var map):
      map.line = map.line ?? line(0)
      return .cells(map)
    case .tokens(var strip):
      for index in strip.series.indices { strip.series[index].line = strip.series[index].line ?? line(index) }
      return .tokens(strip)
    case .plot(var plot):
      for index in plot.series.indices { plot.series[index].line = plot.series[index].line ?? line(index) }
      return .plot(plot)
    case .arcs(var arcs):
      for index in arcs.heads.indices { arcs.heads[index].line = arcs.heads[index].line ?? line(index) }
      return .arcs(arcs)
    case .table(var table):
      table.line = table.line ?? line(0)
      return .table(table)
    case .graph, .text: return self
    }
  }
}
