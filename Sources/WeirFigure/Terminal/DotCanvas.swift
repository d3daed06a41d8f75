/// A grid of dots for plots in a terminal: braille characters hold 2 x 4 dots, ASCII characters one.
struct DotCanvas {
  let columns: Int
  let rows: Int
  let bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  private let usesBraille: Bool
  private let dotsAcross: Int
  private let dotsDown: Int
  /// Bits of the dots of each character, and the category that drew there last (-1 for none).
  private var dots: [UInt8]
  private var categories: [Int]
  /// Characters that stand instead of dots, such as the markers of points.
  private var marks: [String]

  init(columns: Int, rows: Int, bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>), usesBraille: Bool) {
    self.columns = columns
    self.rows = rows
    self.bounds = bounds
    self.usesBraille = usesBraille
    dotsAcross = columns * (usesBraille ? 2 : 1)
    dotsDown = rows * (usesBraille ? 4 : 1)
    dots = Array(repeating: 0, count: columns * rows)
    categories = Array(repeating: -1, count: columns * rows)
    marks = Array(repeating: "", count: columns * rows)
  }

  /// The character that stands for a category's points.
  static func marker(_ category: Int, usesBraille: Bool) -> String {
    let shapes = usesBraille ? ["●", "◆", "▲", "■", "○", "◇", "△", "□"] : ["o", "x", "+", "*", "#", "@", "%", "&"]
    return shapes[category % shapes.count]
  }

  /// The text row of a value of the y axis.
  func row(of y: Double) -> Int { clamp((bounds.y.upperBound - y) / span(bounds.y) * Double(rows), rows) }

  /// The column of a value of the x axis.
  func column(of x: Double) -> Int { clamp((x - bounds.x.lowerBound) / span(bounds.x) * Double(columns), columns) }

  /// Puts a point's marker.
  mutating func mark(_ x: Double, _ y: Double, category: Int) {
    let place = row(of: y) * columns + column(of: x)
    marks[place] = Self.marker(category, usesBraille: usesBraille)
    categories[place] = category
  }

  /// Draws a straight line; nil is the faint ink of rules.
  mutating func line(
    from a: (Double, Double), to b: (Double, Double), category: Int?, isDotted: Bool = false
  ) {
    let start = dot(a)
    let end = dot(b)
    let steps = max(abs(end.0 - start.0), abs(end.1 - start.1), 1)
    for step in 0...steps where !isDotted || step % (usesBraille ? 3 : 2) == 0 {
      let x = start.0 + Int((Double((end.0 - start.0) * step) / Double(steps)).rounded())
      let y = start.1 + Int((Double((end.1 - start.1) * step) / Double(steps)).rounded())
      set(x, y, category: category)
    }
  }

  /// Draws a circle about the origin.
  mutating func ring(radius: Double) {
    // A half turn in 256 steps by repeated rotation: no trigonometry, error far below a dot.
    var (x, y) = (1.0, 0.0)
    let (cosine, sine) = (0.999_698_818_696_204_2, 0.024_541_228_522_912_29)
    for step in 0..<256 {
      if step % 2 == 0 { set(dot((x * radius, y * radius)), category: nil) }
      (x, y) = (x * cosine - y * sine, x * sine + y * cosine)
    }
  }

  /// Fills an upright bar: in blocks of an eighth of a character where it stands on the foot of the canvas.
  mutating func bar(_ x: Double, _ y: Double, width: Double, category: Int) {
    if usesBraille, y >= 0, bounds.y.lowerBound >= 0 { return blocks(x, y, width: width, category: category) }
    let left = dot((x - width / 2, 0))
    let right = dot((x + width / 2, y))
    for column in left.0...max(left.0, right.0 - 1) {
      for row in min(left.1, right.1)...max(left.1, right.1) { set(column, row, category: category) }
    }
  }

  private mutating func blocks(_ x: Double, _ y: Double, width: Double, category: Int) {
    let share = (y - bounds.y.lowerBound) / span(bounds.y)
    // What is there at all is seen.
    let eighths = y > 0 ? max(1, Int((share * Double(rows * 8)).rounded())) : 0
    let (left, right) = (column(of: x - width / 2), column(of: x + width / 2))
    for column in left...max(left, right - 1) {
      for row in 0..<rows where eighths > (rows - 1 - row) * 8 {
        let part = min(8, eighths - (rows - 1 - row) * 8)
        marks[row * columns + column] = Self.blocks[part]
        categories[row * columns + column] = category
      }
    }
  }

  private static let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Writes a name beside a point, at its right or left, where nothing else stands.
  mutating func name(_ text: String, at x: Double, _ y: Double) {
    let length = text.displayWidth
    guard length > 0, length == text.count else { return }
    let (row, column) = (row(of: y), column(of: x))
    for start in [column + 2, column - 1 - length] where start >= 0 && start + length <= columns {
      let around = max(0, start - 1)..<min(columns, start + length + 1)
      guard around.allSatisfy({ $0 == column || isFree(row * columns + $0) }) else { continue }
      for (offset, character) in text.enumerated() { marks[row * columns + start + offset] = String(character) }
      return
    }
  }

  private func isFree(_ place: Int) -> Bool { marks[place].isEmpty && dots[place] == 0 }

  /// A row of characters in the inks of their categories.
  func line(_ row: Int, ink: (Int) -> Ink) -> InkLine {
    var line = InkLine()
    for column in 0..<columns {
      let place = row * columns + column
      let category = categories[place]
      line.append(character(place), category < 0 ? .dim : ink(category))
    }
    return line
  }

  private func character(_ place: Int) -> String {
    if !marks[place].isEmpty { return marks[place] }
    guard dots[place] != 0 else { return " " }
    guard usesBraille else { return categories[place] < 0 ? "." : Self.marker(categories[place], usesBraille: false) }
    return Unicode.Scalar(0x2800 + UInt32(dots[place])).map { String($0) } ?? " "
  }

  private mutating func set(_ dot: (Int, Int), category: Int?) { set(dot.0, dot.1, category: category) }

  private mutating func set(_ x: Int, _ y: Int, category: Int?) {
    guard (0..<dotsAcross).contains(x), (0..<dotsDown).contains(y) else { return }
    // Unicode numbers the dots of braille 1 2 3 7 down the left and 4 5 6 8 down the right.
    let bits: [UInt8] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    let place = usesBraille ? y / 4 * columns + x / 2 : y * columns + x
    dots[place] |= usesBraille ? bits[x % 2 * 4 + y % 4] : 1
    if let category { categories[place] = category }
  }

  private func dot(_ point: (Double, Double)) -> (Int, Int) {
    (
      clamp((point.0 - bounds.x.lowerBound) / span(bounds.x) * Double(dotsAcross), dotsAcross),
      clamp((bounds.y.upperBound - point.1) / span(bounds.y) * Double(dotsDown), dotsDown)
    )
  }

  private func span(_ range: ClosedRange<Double>) -> Double {
    let span = range.upperBound - range.lowerBound
    return span > 0 && span.isFinite ? span : 1
  }

  private func clamp(_ value: Double, _ count: Int) -> Int {
    value.isFinite ? max(0, min(count - 1, Int(max(-1e9, min(1e9, value))))) : 0
  }
}
