/// The Weir line that computes a cell: a template in which `{row}` and `{column}` stand for the cell's place.
public struct WeirLine: Sendable, Equatable {
  /// Such as `qk(cache, L11H3)[query: {row}, key: {column}]`.
  public let template: String

  public init(_ template: String) { self.template = template }

  /// The line of one cell.
  public func at(row: Int, column: Int) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      if rest.hasPrefix("{row}") {
        result += String(row)
        rest = rest.dropFirst(5)
      } else if rest.hasPrefix("{column}") {
        result += String(column)
        rest = rest.dropFirst(8)
      } else {
        result.append("{")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
