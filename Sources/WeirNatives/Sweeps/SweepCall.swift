import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

/// One call of `sweep` or `plan`: cells by the language's `do`, computed by the engine, measured by the language.
struct SweepCall {
  let base: RunObject
  let grid: SweepGrid
  private let call: Call
  private let world: World
  /// What `do` gives for the cells that have something to do: interventions, or a run of its own.
  private let cells: [Value]
  /// The place of each of those in the grid; the others stay missing.
  private let places: [Int]

  /// Arguments in the order `base`, `over`, `do`, `measure`.
  init(_ call: Call, _ world: World) throws {
    self.call = call
    self.world = world
    base = try call.run(0)
    grid = try SweepGrid(over: call[1], base: base, call: call)
    try grid.check(try call.function(2).signature)
    world.defersRuns = true
    defer { world.defersRuns = false }
    let made = try grid.cells.map { arguments in
      try call.context.checkInterrupt()
      return try call.apply(call[2], arguments)
    }
    places = made.indices.filter { !made[$0].isNothing }
    cells = places.map { made[$0] }
    guard !cells.isEmpty else { throw NativeProblem.nothingToDo(count: made.count) }
  }

  /// What the measure gives for the base run, and what it read from it.
  private func probe() throws -> (value: Tensor, log: ReadLog) {
    let log = ReadLog(of: base.run)
    let value = try measure(RunObject(Run(base.run, reportingTo: log), base.model))
    guard log.isUsed else { throw NativeProblem.measureReadsNothing }
    return (value, log)
  }

  private func measure(_ run: RunObject) throws -> Tensor {
    let value = try call.apply(call[3], [.object(run)])
    guard let tensor = try value.asTensor() else { throw NativeProblem.measureNotANumber(found: value.summary) }
    return tensor
  }

  /// The engine's sweep; nil when `do` gives runs.
  private func sweep(_ log: ReadLog) throws -> Sweep? {
    if givesRuns { return nil }
    try checkBaseIsInside()
    let sweep = try Sweep(
      base.run, cells: cells.map { try $0.interventions() }, reads: log, memoryLimit: memoryLimit)
    try checkMemory(sweep.byteCount)
    return sweep
  }

  /// Cells add to what was done to the base run; what `with` puts in force must be a part of that.
  private func checkBaseIsInside() throws {
    let inForce = try call.context.interventionsInForce.flatMap { try $0.interventions() }
    guard let outside = inForce.first(where: { !base.run.asked.contains($0) }) else { return }
    throw ModelProblem.noEffect(
      outside.text, why: "the sweep's base run was made outside of `with`; make it inside: `sweep(run(...), ...)`")
  }

  private var memoryLimit: Int { get throws { try call.byteCount("memory_limit") } }

  /// Refuses a limit that one cell alone goes beyond.
  private func checkMemory(_ bytes: Int) throws {
    guard !call["memory_limit"].isNone else { return }
    let limit = try memoryLimit
    // A quarter of the limit may go to keys and values that all cells share.
    guard bytes <= limit else {
      throw NativeProblem.memoryLimitTooSmall(limit, needed: bytes + bytes / 3 + 1)
    }
  }

  /// Whether `do` gives runs of their own.
  private var givesRuns: Bool { cells.contains { $0.asObject(RunObject.self) != nil } }

  /// Computes the runs of cells together, as many at a time as the memory limit allows, and hands each on.
  private func computeRuns(_ take: (Int, RunObject) throws -> Void) throws {
    let objects = try cells.map(runOf)
    let runs = objects.map(\.run)
    try checkMemory(Run.byteCount(runs, memoryLimit: memoryLimit))
    for group in try Run.groups(runs, memoryLimit: memoryLimit) {
      let made = group.filter { !runs[$0].isComputed }
      try Run.compute(runs[group])
      for index in group {
        try objects[index].warnIfBroken(call.context)
        try take(index, objects[index])
        // The cell's value holds the run until the sweep ends; numbers that were made for the cell are needed no more.
        if made.contains(index) { runs[index].letGo() }
      }
    }
  }

  /// What it will cost.
  func plan() throws -> Value {
    let log = try probe().log
    let plan = try sweep(log)?.plan ?? Run.plan(cells.map { try runOf($0).run }, reads: log, memoryLimit: memoryLimit)
    return Value(fields: [
      ("cells", Value(plan.cellCount)), ("passes", Value(plan.blockCount)), ("operations", .number(plan.operations)),
      ("saving", .number(plan.saving)), ("bytes", Value(plan.byteCount)), ("seconds", .number(plan.seconds)),
    ])
  }

  /// Measures every cell.
  ///
  /// Interrupted, it gives the cells that were finished; the others are missing.
  func run() throws -> Value {
    let (sample, log) = try probe()
    var result = SweepResult(grid.axes, sample)
    var done = 0
    defer { world.report(nil) }
    func report(_ count: Int) { world.report(Progress("sweeping", done: count, of: cells.count, unit: "cells")) }
    func take(_ index: Int, _ run: RunObject) throws {
      try result.set(places[index], measure(run))
      done += 1
      report(done)
      try call.context.checkInterrupt()
    }
    do {
      if let sweep = try sweep(log) {
        // A block's cells are measured together at its end; until then the layers show how far they are.
        let computed = { (part: Double) in report(max(done, Int(part * Double(cells.count)))) }
        try sweep.run(progress: computed) { index, run in try take(index, RunObject(run, base.model)) }
      } else {
        try computeRuns(take)
      }
    } catch  where done > 0 && error is Interrupted && world.interrupt.withdraw() {
      call.context.warn(NativeProblem.sweepInterrupted(done: done, of: cells.count))
    }
    return Value(try result.tensor())
  }

  private func runOf(_ cell: Value) throws -> RunObject {
    guard let run = cell.asObject(RunObject.self) else { throw NativeProblem.runsAndInterventions(found: cell.summary) }
    return run
  }
}

extension Value {
  /// Whether a cell of a sweep has nothing to do: `none`, or a list without interventions.
  fileprivate var isNothing: Bool {
    guard let list = asList else { return isNone }
    return list.allSatisfy(\.isNothing)
  }
}

extension Call {
  /// A number of bytes, or a text such as `"200 MB"`, `"1GiB"`; 1 GiB when nothing is said.
  func byteCount(_ name: String) throws -> Int {
    guard let place = place(name), !arguments[place].isNone else { return 1 << 30 }
    if let number = arguments[place].asNumber {
      guard number >= 1, number < 1e18 else {
        throw NativeProblem.outsideOf(name, found: number, allowed: "1 byte or more")
      }
      return Int(number)
    }
    let text = try string(place)
    let units = [
      "b": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
    ]
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let count = Double(digits.filter { $0 != "_" }), let size = units[unit], count * size >= 1,
      count * size < 1e18
    else { throw NativeProblem.notAnAmount(text) }
    return Int(count * size)
  }
}
