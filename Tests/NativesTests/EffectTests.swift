import Synchronization
import Testing
import WeirLanguage
import WeirStdlib
import WeirTensor
import WeirText

@testable import WeirNatives

/// What can have no effect, or would be ignored without a word, is an error.
@Suite struct EffectTests {
  static let refused: [(String, String)] = [
    ("run(\"the cat\", with: ablate(L5H1, at: []))", "E5244"),
    ("run(\"the cat\", with: ablate(L5H1, at: 3))", "E5226"),
    ("run(\"the cat\", with: knockout(query: -1, key: 0, heads: []))", "E5244"),
    ("run(\"the cat\", with: knockout(query: -1, key: 0, layers: 20..<30))", "E5244"),
    ("run(\"the cat\", with: knockout(query: 0, key: 2))", "E5244"),
    ("run(\"the cat\", with: ablate(L5H1), stop_at: L3.z)", "E5244"),
    ("run(\"the cat\", with: ablate(final_norm), stop_at: L11.z)", "E5244"),
    ("run(\"the cat\", with: patch(L5H1, from: run(\"the dog sat\")))", "E5247"),
    ("run(\"the cat\", with: ablate(\"blocks.5.attn.W_Q\"))", "E5202"),
    ("ablate(L5H1, over: run(\"the cat\"))", "E3542"),
    ("ablate(L5H1, per: \"all\")", "E3542"),
    ("ablate(L5H1, seed: 3)", "E3542"),
    ("knockout(query: -1, key: 0, heads: L5H1, layers: 3..<4)", "E3542"),
    ("generate(\"the cat\", top_k: 3)", "E3542"),
    ("generate(\"the cat\", temperature: -1)", "E3543"),
    ("generate(\"the cat\", temperature: 1, top_p: 2)", "E3543"),
    ("generate(\"the cat\", temperature: 1, top_k: 0)", "E3543"),
    ("generate(\"the cat\", max: -2)", "E3543"),
    ("sweep(run(\"the cat\"), over: heads(), do: h -> [], measure: loss)", "E5301"),
    (
      "sweep(run(\"the cat\"), over: layers(), do: l -> ablate(l.mlp_out), measure: r -> mean(r[L0.resid_pre]))",
      "E5244"
    ),
  ]

  @Test("something without effect is accepted", arguments: refused)
  func refusals(program: String, code: String) {
    let outcome = ProgramRunner().run(program)
    #expect(outcome.error?.contains(code) == true, "\(outcome.error ?? "no error")")
  }

  @Test("some cells that nothing measured comes after are the base run's, beside others")
  func partlyDownstream() {
    let outcome = ProgramRunner().run(
      """
      r = run "the cat sat"
      s = sweep(r, over: layers(), do: l -> ablate(l.mlp_out), measure: r -> mean(r[L6.resid_pre]))
      assert all([s[l] != mean(r[L6.resid_pre]) for l in 0..<6])
      assert all([s[l] == mean(r[L6.resid_pre]) for l in 6..<12])
      """)
    #expect(outcome.error == nil)
  }

  @Test("an interrupt loses the cells that a sweep had finished")
  func interruptedSweep() throws {
    let (interrupt, warnings) = (InterruptCheck(), Warnings())
    let world = World(
      interrupt: interrupt, report: { progress in if (progress?.done ?? 0) >= 20 { interrupt.raise() } },
      warn: { warnings.add($0.message) }, write: { _ in }, draw: { _ in })
    let domain = Domain(world)
    let library = Library(modules: EmbeddedStdlib.modules, natives: domain.natives, parse: { Parser.parse($0) })
    let interpreter = Interpreter(library: library, host: domain, interrupt: interrupt)
    // Little memory makes many blocks, each of which is measured at its end.
    let text =
      "sweep(run(\"the cat sat\"), over: heads(), do: h -> ablate(h.z), measure: loss, memory_limit: \"200 kB\")"
    guard case .complete(let program) = Parser.parse(Source(name: "<test>", text: text)) else {
      Issue.record("the program is not complete")
      return
    }
    let value = try interpreter.run(program) { _, _ in }
    let cells = try #require(try value.asTensor()).values
    let finished = cells.filter { !Tensor.isMissing($0) }.count
    #expect(cells.count == 144)
    #expect((5..<100).contains(finished))
    #expect(warnings.all.contains { $0.contains("interrupted after \(finished) of 144 cells") })
  }

  private final class Warnings: Sendable {
    private let messages = Mutex<[String]>([])
    func add(_ message: String) { messages.withLock { $0.append(message) } }
    var all: [String] { messages.withLock { $0 } }
  }
}
