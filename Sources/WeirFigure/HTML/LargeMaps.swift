/// The large maps of a figure made ready for packing, each once for every size at which it is tried.
final class LargeMaps {
  private struct Key: Hashable {
    let panel: Int
    let step: Int
  }

  private var known: [Key: (map: CellMap, cells: LevelCells)] = [:]

  /// A map with blocks of `step` x `step` cells joined, and its cells.
  func cells(_ map: CellMap, panel: Int, step: Int) -> (map: CellMap, cells: LevelCells) {
    let key = Key(panel: panel, step: step)
    if let found = known[key] { return found }
    let joined = step > 1 ? map.pooled(rowStep: step, columnStep: step) : map
    let result = (joined, LevelCells(joined))
    known[key] = result
    return result
  }
}
