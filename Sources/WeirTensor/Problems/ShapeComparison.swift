/// Two shapes written under each other, axis under axis, with the axes that differ marked.
///
///     left   [head:12 query:7 key:7]
///     right  [        query:7 key:9]
///                             ^^^^^
struct ShapeComparison {
  let left: [Axis]
  let right: [Axis]
  var names = ("left", "right")
  /// Pairs of axis names that belong in one column and are marked; equal names share a column anyway.
  var differing: [(String, String)] = []

  init(left: [Axis], right: [Axis], names: (String, String) = ("left", "right"), differing: [(String, String)]? = nil) {
    self.left = left
    self.right = right
    self.names = names
    self.differing = differing ?? Self.differences(left, right)
  }

  private static func differences(_ left: [Axis], _ right: [Axis]) -> [(String, String)] {
    var result: [(String, String)] = []
    for axis in left where right.first(where: { $0.name == axis.name })?.size != axis.size {
      result.append((axis.name, axis.name))
    }
    for axis in right where !left.contains(where: { $0.name == axis.name }) {
      result.append((axis.name, axis.name))
    }
    return result
  }

  var lines: [String] {
    let columns = self.columns
    let width = max(names.0.count, names.1.count) + 2
    let top = row(names.0, width, columns) { $0.left }
    let bottom = row(names.1, width, columns) { $0.right }
    let cells = columns.map { column in
      let mark = column.isMarked ? "^" : " "
      return String(repeating: mark, count: column.width)
    }
    let marks = String(repeating: " ", count: width + 1) + cells.joined(separator: " ")
    return [top, bottom, String(marks.reversed().drop { $0 == " " }.reversed())].filter { !$0.isEmpty }
  }

  private struct Column {
    let left: String
    let right: String
    let isMarked: Bool
    var width: Int { max(left.count, right.count) }
  }

  /// The columns in an order that keeps both shapes' own orders where it can.
  private var columns: [Column] {
    var result: [Column] = []
    var rest = right
    for axis in left {
      let partner = differing.first { $0.0 == axis.name }.map { $0.1 } ?? axis.name
      if let index = rest.firstIndex(where: { $0.name == partner }) {
        for extra in rest[..<index] where !left.contains(where: { isPair($0, extra) }) {
          result.append(Column(left: "", right: text(extra), isMarked: isMarked(right: extra)))
          rest.removeAll { $0.name == extra.name }
        }
        result.append(
          Column(left: text(axis), right: text(rest.remove(named: partner)), isMarked: isMarked(left: axis)))
      } else {
        result.append(Column(left: text(axis), right: "", isMarked: isMarked(left: axis)))
      }
    }
    return result + rest.map { Column(left: "", right: text($0), isMarked: isMarked(right: $0)) }
  }

  private func isPair(_ left: Axis, _ right: Axis) -> Bool {
    left.name == right.name || differing.contains { $0.0 == left.name && $0.1 == right.name }
  }

  private func isMarked(left axis: Axis) -> Bool { differing.contains { $0.0 == axis.name } }

  private func isMarked(right axis: Axis) -> Bool { differing.contains { $0.1 == axis.name } }

  private func text(_ axis: Axis?) -> String { axis.map { "\($0.name):\($0.size)" } ?? "" }

  private func row(_ name: String, _ width: Int, _ columns: [Column], _ cell: (Column) -> String) -> String {
    let title = name + String(repeating: " ", count: width - name.count)
    let cells = columns.map { column in
      let text = cell(column)
      return text + String(repeating: " ", count: column.width - text.count)
    }
    var line = cells.joined(separator: " ")
    while line.last == " " { line.removeLast() }
    return title + "[" + line + "]"
  }
}

extension [Axis] {
  /// The shape as messages write it: `[head:12 query:7]`.
  public var shapeText: String { "[" + map { "\($0.name):\($0.size)" }.joined(separator: " ") + "]" }

  /// The number of values on these axes; sizes that overflow count as the largest number.
  var elementCount: Int { TensorMemory.elementCount(map(\.size)) ?? Int.max }

  func size(of name: String) -> Int { first { $0.name == name }?.size ?? 1 }

  fileprivate mutating func remove(named name: String) -> Axis? {
    firstIndex { $0.name == name }.map { remove(at: $0) }
  }
}
