import WeirTensor
import WeirText

/// Who wants to edit or read what in a pass; sites that nobody asked for cost the look at one bit.
final class Taps {
  private struct Key: Hashable {
    let name: SiteName
    let layer: Int
  }

  private var edits: [Key: [Edit]] = [:]
  private var captures: [Key: [Capture]] = [:]
  /// The sites of interest: of the model first, then of each layer.
  private var live: [SiteSet]

  /// A reader: takes the numbers of one run.
  private struct Capture {
    let run: Int
    let values: SiteValues
  }

  init(layers: Int) { live = Array(repeating: SiteSet(), count: layers + 1) }

  /// Adds an edit; edits of one site are made in the order of adding.
  func add(_ edit: Edit, at name: SiteName, layer: Int?) {
    edits[Key(name: name, layer: layer ?? -1), default: []].append(edit)
    live[(layer ?? -1) + 1].insert(name)
  }

  /// Adds a reader; it sees the numbers after all edits.
  func capture(_ values: SiteValues, run: Int, layer: Int?) {
    captures[Key(name: values.layout.name, layer: layer ?? -1), default: []].append(Capture(run: run, values: values))
    live[(layer ?? -1) + 1].insert(values.layout.name)
  }

  /// Forgets the readers.
  func removeCaptures() { captures.removeAll(keepingCapacity: true) }

  @inline(__always)
  func has(_ name: SiteName, _ layer: Int?) -> Bool { live[(layer ?? -1) + 1].contains(name) }

  /// Whether someone is interested in a site of a layer from one to another of the table.
  func hasAny(from first: SiteName, to last: SiteName, _ layer: Int) -> Bool {
    (first.rawValue...last.rawValue).contains { SiteName(rawValue: $0).map { has($0, layer) } ?? false }
  }

  /// Whether a run's edits of a site put other numbers in the place of all parts at all positions.
  func replaces(_ name: SiteName, _ layer: Int, run: Int, parts: Int) -> Bool {
    var replaced: Set<Int> = []
    for edit in edits[Key(name: name, layer: layer), default: []] where edit.run == run {
      switch edit.operation {
      case .fill, .copy: if edit.positions == nil { replaced.formUnion(edit.parts) }
      case .custom: return false
      case .add, .projectOut: break
      }
    }
    return replaced.count == parts
  }

  /// Whether someone writes a site.
  func edits(_ name: SiteName, _ layer: Int?) -> Bool { edits[Key(name: name, layer: layer ?? -1)] != nil }

  /// The runs that edit or read scores or patterns of a layer.
  func runsWatchingPatterns(_ layer: Int) -> Set<Int> {
    guard has(.scores, layer) || has(.pattern, layer) else { return [] }
    var runs: Set<Int> = []
    for name in [SiteName.scores, .pattern] {
      let key = Key(name: name, layer: layer)
      runs.formUnion(edits[key, default: []].map(\.run))
      runs.formUnion(captures[key, default: []].map(\.run))
    }
    return runs
  }

  /// Whether a run's function edits want all heads of a layer at once.
  func wantsWholePatterns(_ layer: Int, _ run: Int) -> Bool {
    [SiteName.scores, .pattern, .crossScores, .crossPattern].contains { name in
      edits[Key(name: name, layer: layer), default: []].contains { $0.run == run && $0.isCustom }
    }
  }

  /// Edits, then reads, a site whose numbers are rows of the pass.
  ///
  /// Where a pass comes by a norm again for a head's own input, only the edits are made.
  func visit(
    _ name: SiteName, _ layer: Int?, _ rows: Rows, _ segments: [Segment], of input: HeadInput? = nil
  ) throws {
    let key = Key(name: name, layer: layer ?? -1)
    for edit in edits[key, default: []] where input?.runs.contains(edit.run) ?? true {
      let own = segments.filter { $0.run == edit.run }
      // A function is called when its run's rows are in the pass, not for another cell's.
      guard !own.isEmpty else { continue }
      if case .custom(let custom) = edit.operation {
        try call(
          custom, edit, name, layer, input, take: { values in own.forEach { values.take(rows, $0) } },
          give: { values in own.forEach { values.give(rows, $0, at: edit.positions?[$0.prompt]) } })
      } else {
        for segment in own { try edit.apply(rows, segment, layer) }
      }
    }
    for capture in input == nil ? captures[key, default: []] : [] {
      for segment in segments where segment.run == capture.run { capture.values.take(rows, segment) }
    }
  }

  /// Edits, then reads, scores or patterns of some heads of one run.
  func visitMatrices(_ name: SiteName, _ layer: Int, _ matrices: [AttentionMatrix]) throws {
    guard has(name, layer), let run = matrices.first?.segment.run else { return }
    let key = Key(name: name, layer: layer)
    for edit in edits[key, default: []] where edit.run == run {
      if case .custom(let custom) = edit.operation {
        try call(
          custom, edit, name, layer, nil, take: { values in matrices.forEach { values.take($0) } },
          give: { values in matrices.forEach { values.give($0, at: edit.positions?[$0.segment.prompt]) } })
      } else {
        for matrix in matrices {
          try Interrupt.check()
          try edit.apply(matrix, layer)
        }
      }
    }
    for capture in captures[key, default: []] where capture.run == run {
      for matrix in matrices {
        try Interrupt.check()
        capture.values.take(matrix)
      }
    }
  }

  /// Hands the numbers to a function as the tensor that reading gives, and its result back.
  private func call(
    _ custom: CustomEdit, _ edit: Edit, _ name: SiteName, _ layer: Int?, _ input: HeadInput?,
    take: (SiteValues) -> Void, give: (SiteValues) -> Void
  ) throws {
    let model = custom.context.model
    let result = try custom.store.result(custom.number, layer, input) {
      let layout = SiteLayout(name, custom.context.prompts, model.configuration, parts: edit.parts)
      let before = SiteValues(layout)
      take(before)
      let input = before.tensor(model, partAxis: custom.keepsPartAxis)
      var context = custom.context
      context.layer = layer
      let returned = try custom.function(input, context)
      guard let output = try returned.fitted(to: input.axes) else {
        throw ModelProblem.editChangesShape(custom.context.site.text, given: input.axes, returned: returned.axes)
      }
      let after = SiteValues(layout)
      output.withValues {
        after.memory.base.update(from: $0.baseAddress ?? UnsafePointer(after.memory.base), count: $0.count)
      }
      return after
    }
    give(result)
  }
}

extension Edit {
  var isCustom: Bool { if case .custom = operation { true } else { false } }
}
