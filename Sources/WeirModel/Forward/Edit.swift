import CKernels
import WeirTensor

/// What an intervention does at one site of one layer of one run of a pass, with everything looked up.
struct Edit: Sendable {
  /// The run of the pass.
  let run: Int
  /// The positions (queries, for scores and patterns) of each prompt; nil for all.
  let positions: [[Int]]?
  /// The keys of each prompt, for scores and patterns; nil for all.
  let keys: [[Int]]?
  /// The heads, groups or neurons.
  let parts: Range<Int>
  /// Numbers a part takes in a row.
  let width: Int
  let operation: Operation

  enum Operation: Sendable {
    case fill(Float)
    /// Another run's numbers, at that run's positions (nil: the same ones).
    case copy(SiteSource, from: [[Int]]?)
    /// The vector, for each part the same when it has one part's width, times the scale.
    case add([Float], scale: Float)
    /// Removes the part along a unit vector of one part's width.
    case projectOut([Float])
    case custom(CustomEdit)
  }

  /// Changes the numbers of a pass's rows.
  func apply(_ rows: Rows, _ segment: Segment, _ layer: Int?) throws {
    let columns = (parts.lowerBound * width)..<(parts.upperBound * width)
    let positions = positions?[segment.prompt]
    func each(_ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
      for (index, position) in (positions ?? Array(segment.first..<segment.end)).enumerated() {
        if let row = segment.row(position) { body(rows.row(row) + columns.lowerBound, index) }
      }
    }
    switch operation {
    case .fill(let value): each { place, _ in place.update(repeating: value, count: columns.count) }
    case .copy(let source, let from):
      let values = try source.values(layer: layer)
      let prompt = values.layout.batch.count == 1 ? 0 : segment.prompt
      let start = (parts.lowerBound - values.layout.parts.lowerBound) * width
      let list = positions ?? Array(segment.first..<segment.end)
      each { place, index in
        let position = from?[segment.prompt][index] ?? list[index]
        place.update(from: values.row(prompt: prompt, position: position) + start, count: columns.count)
      }
    case .add(let vector, let scale):
      each { place, _ in
        for start in stride(from: 0, to: columns.count, by: vector.count) {
          weir_add_scaled(place + start, vector, scale, vector.count)
        }
      }
    case .projectOut(let unit):
      each { place, _ in
        for start in stride(from: 0, to: columns.count, by: unit.count) {
          let along = weir_dot(place + start, unit, unit.count)
          weir_add_scaled(place + start, unit, -along, unit.count)
        }
      }
    case .custom: break
    }
  }

  /// Changes a head's scores or pattern.
  func apply(_ matrix: AttentionMatrix, _ layer: Int) throws {
    guard parts.contains(matrix.head) else { return }
    let segment = matrix.segment
    let list = positions?[segment.prompt] ?? Array(segment.first..<segment.end)
    let keys = keys?[segment.prompt] ?? Array(0..<matrix.rows.width)
    let values: SiteValues? = if case .copy(let source, _) = operation { try source.values(layer: layer) } else { nil }
    for (index, query) in list.enumerated() {
      let offset = query - segment.first
      guard (0..<matrix.rows.count).contains(offset) else { continue }
      let row = matrix.rows.row(offset)
      switch operation {
      case .fill(let value): for key in keys where key < matrix.rows.width { row[key] = value }
      case .copy(_, let from):
        guard let values else { continue }
        let prompt = values.layout.batch.count == 1 ? 0 : segment.prompt
        let part = matrix.head - values.layout.parts.lowerBound
        let position = from?[segment.prompt][index] ?? query
        let source = values.memory.base + values.layout.offset(prompt: prompt, part: part, query: position)
        // What the other run's row does not read, or has no key for, is not read here.
        let reach = values.layout.keys.tokens[prompt].count
        let unread: Float = values.layout.holdsShares ? 0 : -.infinity
        for key in keys {
          row[key] = key < reach && !Tensor.isMissing(source[key]) ? source[key] : unread
        }
      case .add(let vector, let scale): for key in keys { row[key] += vector[key % vector.count] * scale }
      case .projectOut, .custom: break
      }
    }
  }
}

/// A function of a site's numbers, called once for a run and layer.
struct CustomEdit: Sendable {
  /// Which of the run's edits it is, so that its result is kept and the function is not called again.
  let number: Int
  let keepsPartAxis: Bool
  var context: EditContext
  let function: @Sendable (Tensor, EditContext) throws -> Tensor
  let store: CustomEditStore
}

/// The results of a run's function edits, by edit, layer and, of heads' own norms, head.
final class CustomEditStore: @unchecked Sendable {
  private var results: [Key: SiteValues] = [:]

  private struct Key: Hashable {
    let number: Int
    let layer: Int?
    let input: SiteName?
    let head: Int?
  }

  /// Whether a function has been called.
  func holds(_ number: Int, _ layer: Int?) -> Bool {
    results[Key(number: number, layer: layer, input: nil, head: nil)] != nil
  }

  /// The result that is there, or the one that `make` gives now.
  func result(
    _ number: Int, _ layer: Int?, _ input: HeadInput? = nil, _ make: () throws -> SiteValues
  ) rethrows -> SiteValues {
    let key = Key(number: number, layer: layer, input: input?.site, head: input?.head)
    if let known = results[key] { return known }
    let made = try make()
    results[key] = made
    return made
  }
}

/// What a function edit may know beside the numbers.
public struct EditContext: Sendable {
  public let site: Site
  /// The layer, or nil at sites of the whole model.
  public internal(set) var layer: Int?
  /// The run's prompts.
  public let prompts: PromptBatch
  public let model: Model
  /// The edits of the run that stand before this place; set when the run's pass begins.
  var earlier: EditPlan?

  /// The run as far as this place: what comes before it can be read, with the interventions that stand there.
  ///
  /// Nil in models with two stacks.
  /// - Throws: `ModelProblem`.
  public func runSoFar() throws -> Run? {
    guard let earlier, model.encoder == nil else { return nil }
    let here = layer.map { Site(site.name, layer: $0) } ?? site
    return try Run(earlier.standing(before: EditPlace(here.name, layer, model.configuration)), stopAt: here)
  }
}

/// Where copied numbers come from; they are read when the pass arrives at the site.
final class SiteSource: @unchecked Sendable {
  /// The run whose own numbers these are; nil for numbers made from some.
  let run: Run?
  private let read: (Int?) throws -> SiteValues

  init(of run: Run? = nil, _ read: @escaping (Int?) throws -> SiteValues) {
    self.run = run
    self.read = read
  }

  func values(layer: Int?) throws -> SiteValues { try read(layer) }
}
