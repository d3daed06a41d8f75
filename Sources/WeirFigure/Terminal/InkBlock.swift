/// Lines of a terminal picture that stand together.
struct InkBlock: Sendable, Equatable {
  var lines: [InkLine] = []

  init(_ lines: [InkLine] = []) { self.lines = lines }

  var width: Int { lines.reduce(0) { max($0, $1.width) } }

  mutating func append(_ line: InkLine) { lines.append(line) }

  mutating func append(_ block: InkBlock) { lines += block.lines }

  /// Blocks beside each other, tops aligned, with a gap between them.
  static func beside(_ blocks: [InkBlock], gap: Int) -> InkBlock {
    var result = InkBlock()
    let height = blocks.reduce(0) { max($0, $1.lines.count) }
    for row in 0..<height {
      var line = InkLine()
      var edge = 0
      for block in blocks {
        line.pad(to: edge)
        if row < block.lines.count { line.append(block.lines[row]) }
        edge += block.width + gap
      }
      result.append(line)
    }
    return result
  }
}
