import WeirLanguage
import WeirModel
import WeirTensor

/// Any amount of text through a model in windows, keeping little of one number a position: a neuron's activity.
struct Scan {
  private let model: ModelObject
  private let site: Site
  private let interventions: [Intervention]
  private let world: World
  /// The places with the largest values so far, largest first.
  private(set) var best: [Place] = []
  private(set) var count = 0
  private(set) var sum = 0.0
  private(set) var squares = 0.0
  private(set) var smallest = Double.infinity
  private(set) var largest = -Double.infinity
  /// How the numbers are spread, however many they are.
  private(set) var histogram = Histogram()
  private let limit: Int

  /// One position of one text.
  struct Place {
    let value: Double
    let text: Int
    let position: Int
    /// The tokens before it and it itself.
    let window: [Int]
  }

  /// Windows that go through the model together.
  private static let batchSize = 8
  /// Tokens shown before a place.
  private static let shown = 16

  init(
    _ model: ModelObject, _ site: Site, with interventions: [Intervention], keeping limit: Int, _ world: World
  ) {
    self.model = model
    self.site = site
    self.interventions = interventions
    self.limit = limit
    self.world = world
  }

  /// Reads all texts; long ones are cut into windows as long as the context, each with its own beginning.
  mutating func read(_ texts: [String]) throws {
    var windows: [(text: Int, start: Int, tokens: [Int])] = []
    let beginning = model.configuration.special.prependsBeginning ? model.beginning : nil
    let room = model.configuration.contextLength - (beginning == nil ? 0 : 1)
    for (number, text) in texts.enumerated() {
      let ids = try model.tokens(of: text, .never)
      for start in stride(from: 0, to: ids.count, by: max(1, room)) {
        let part = Array(ids[start..<min(ids.count, start + room)])
        windows.append((number, start, (beginning.map { [$0] } ?? []) + part))
      }
    }
    defer { world.report(nil) }
    for first in stride(from: 0, to: windows.count, by: Self.batchSize) {
      try world.checkInterrupt()
      try take(Array(windows[first..<min(windows.count, first + Self.batchSize)]), offset: beginning == nil ? 0 : 1)
      world.report(Progress("scanning", done: first, of: windows.count, unit: "windows"))
    }
  }

  private mutating func take(_ windows: [(text: Int, start: Int, tokens: [Int])], offset: Int) throws {
    let run = try model.model.run(batch: windows.map(\.tokens), with: interventions, stopAt: site)
    let numbers = try run.read(site)
    guard numbers.axisNames == ["batch", "pos"] else { throw NativeProblem.scanNeedsOneNumber(axes: numbers.axes) }
    let width = numbers.axes[1].size
    let values = numbers.values
    for (row, window) in windows.enumerated() {
      for position in offset..<window.tokens.count {
        note(Double(values[row * width + position]), window, position, offset)
      }
    }
  }

  private mutating func note(
    _ value: Double, _ window: (text: Int, start: Int, tokens: [Int]), _ position: Int, _ offset: Int
  ) {
    count += 1
    sum += value
    squares += value * value
    smallest = min(smallest, value)
    largest = max(largest, value)
    histogram.add(value)
    guard best.count < limit || value > (best.last?.value ?? -.infinity) else { return }
    let place = Place(
      value: value, text: window.text, position: window.start + position - offset,
      window: Array(window.tokens[max(offset, position - Self.shown)...position]))
    best.insert(place, at: best.firstIndex { $0.value < value } ?? best.count)
    if best.count > limit { best.removeLast() }
  }

  /// The best places as a table.
  func table() throws -> Table {
    try Table([
      Table.Column("value", .number, best.map { .number($0.value) }),
      Table.Column("token", .token, best.map { Value($0.window.last.map(model.label) ?? "") }),
      Table.Column("before", .text, try best.map { Value(try model.tokenizer().decode(Array($0.window.dropLast()))) }),
      Table.Column("text", .number, best.map { Value($0.text) }),
      Table.Column("position", .number, best.map { Value($0.position) }),
    ])
  }

  /// How the numbers are spread.
  var statistics: Value {
    let mean = count > 0 ? sum / Double(count) : .nan
    let variance = count > 0 ? max(0, squares / Double(count) - mean * mean) : .nan
    return Value(fields: [
      ("count", Value(count)), ("mean", .number(mean)), ("std", .number(variance.squareRoot())),
      ("min", .number(smallest)), ("max", .number(largest)),
    ])
  }
}
