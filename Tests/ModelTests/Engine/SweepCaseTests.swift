import Foundation
import Testing
import WeirTensor

@testable import WeirModel

func logarithm(_ x: Double) -> Double { log(x) }

@Suite struct SweepCaseTests {
  /// 240 sweeps of up to 12 cells: more than 2,000 cells, each held against a run of its own.
  @Test("a cell of a sweep differs from the run that it stands for", arguments: 0..<240)
  func cellsEqualRuns(seed: Int) throws { try check(SweepCase(seed: seed), seed) }

  @Test("a cell of a sweep over a model of two stacks differs from the run that it stands for", arguments: 0..<48)
  func cellsOfTwoStacks(seed: Int) throws {
    let families = AvailableModels.twoStacks
    try check(SweepCase(seed: seed, family: families[seed % families.count]), seed)
  }

  private func check(_ generated: SweepCase, _ seed: Int) throws {
    let log = ReadLog()
    let onBase = try generated.measure(Run(generated.base, reportingTo: log))
    // A small limit makes several blocks.
    let limit = seed % 4 == 0 ? 1 << 14 : 1 << 30
    let sweep: Sweep
    do {
      sweep = try Sweep(generated.base, cells: generated.cells, reads: log, memoryLimit: limit)
    } catch ModelProblem.noEffect(let text, _) {
      // It refuses what cannot reach the measure, and then every run alone gives the base run's bits.
      for cell in generated.cells {
        let alone = try generated.measure(generated.alone(cell))
        #expect(alone.map(\.bitPattern) == onBase.map(\.bitPattern), "\(generated.text): \(text)")
      }
      return
    }
    var measured: Set<Int> = []
    try sweep.run { index, run in
      #expect(measured.insert(index).inserted)
      let found = try generated.measure(run)
      let expected = try generated.measure(generated.alone(generated.cells[index]))
      #expect(found.count == onBase.count)
      let scale = expected.lazy.filter { !Tensor.isMissing($0) }.map(abs).max() ?? 0
      let wrong = zip(found, expected).first { Self.differ($0, $1, by: 1e-4 * max(1, scale)) }
      let cell = generated.cells[index].map(\.text).joined(separator: "; ")
      #expect(wrong == nil, "\(generated.text): \(cell): \(String(describing: wrong))")
    }
    #expect(measured.count == generated.cells.count)
  }

  @Test("the generated sweeps hold fewer than 2,000 cells, or leave out a kind of cell or measure")
  func coverage() throws {
    let cases = try (0..<240).map { try SweepCase(seed: $0) }
    #expect(cases.reduce(0) { $0 + $1.cells.count } >= 2_000)
    for kind in SweepCase.Kind.allCases { #expect(cases.contains { $0.text.contains(" \(kind)") }, "\(kind)") }
    for kind in SweepCase.Measure.allCases { #expect(cases.contains { $0.text.contains("\(kind) of") }, "\(kind)") }
    let twoStacks = try (0..<48).map { seed in
      try SweepCase(seed: seed, family: AvailableModels.twoStacks[seed % AvailableModels.twoStacks.count])
    }
    #expect(AvailableModels.twoStacks.contains("t5"))
    #expect(twoStacks.reduce(0) { $0 + $1.cells.count } >= 300)
    for kind in ["heads", "path", "knockout", "mean", "resample", "edit", "steering"] {
      for stack in ["", "encoder."] { #expect(twoStacks.contains { $0.text.contains(" \(stack)\(kind)") }, "\(kind)") }
    }
    for family in AvailableModels.families { #expect(cases.contains { $0.text.hasPrefix(family + ",") }, "\(family)") }
  }

  private static func differ(_ a: Float, _ b: Float, by tolerance: Float) -> Bool {
    if Tensor.isMissing(a) || Tensor.isMissing(b) { return Tensor.isMissing(a) != Tensor.isMissing(b) }
    return !(abs(a - b) <= tolerance)
  }
}
