import Testing
import WeirLanguage

@testable import WeirNatives

/// What the bundled model has not: grouped keys, and a second stack.
@Suite struct OtherFamilyTests {
  static func run(_ model: String, _ program: String) -> ProgramRunner.Outcome {
    let path = Repository.root.appending(path: "Tests/Fixtures/models/\(model)").path
    return ProgramRunner().run("m = load \"\(path)\"\n" + program)
  }

  @Test("a knock-out of a key-value group cuts other heads than those that read it")
  func knockoutOfAGroup() {
    let outcome = Self.run(
      "llama",
      """
      t = tokens([5, 9, 11, 3])
      groups = run(t, with: knockout(query: -1, key: 1, heads: L0G1))
      heads_ = run(t, with: knockout(query: -1, key: 1, heads: [L0H2, L0H3]))
      assert close(groups.logits, heads_.logits, within: 1e-6)
      assert all(groups[L0.pattern][head: 2..<4, query: -1, key: 1] == 0)
      assert all(groups[L0.pattern][head: 0..<2, query: -1, key: 1] > 0)
      """)
    #expect(outcome.error == nil)
  }

  @Test("a head's keys and values are not its group's, or its products pair it with other groups")
  func weightsOfGroups() {
    let outcome = Self.run(
      "llama",
      """
      assert all(m[L0H3.W_K] == m[L0G1.W_K]) and all(m[L1H*.W_V][head: 2] == m[L1G1.W_V])
      assert all(multiply_out(m[L0.W_OV]) == multiply_out(m[L0H*.W_OV]))
      assert all(multiply_out(m[L*.W_QK]) == multiply_out(m[L*H*.W_QK]))
      assert close(multiply_out(m[L0.W_OV])[head: 3], m[L0G1.W_V] @ m[L0H3.W_O], within: 1e-6)
      """)
    #expect(outcome.error == nil)
  }

  @Test("a weight of the encoder is read from the decoder")
  func weightsOfStacks() {
    let outcome = Self.run(
      "t5",
      """
      r = run(tokens([5, 9, 11]), target: tokens([7, 3]))
      for part in [{stack: "encoder", layer: enc.L0}, {stack: "decoder", layer: dec.L0}] {
        read = r[part.layer.ln1_normalized] * m[part.stack + ".0.ln1.w"]
        assert close(r[part.layer.q], contract(read, m[part.layer.W_Q], over: "d_model"), within: 1e-4)
      }
      assert any(m[enc.L0H1.W_Q] != m[dec.L0H1.W_Q]) and all(m[enc.L0.W_Q] == m["encoder.0.attn.W_Q"])
      assert all(m[dec.L0.W_Q] == m["decoder.0.attn.W_Q"])
      """)
    #expect(outcome.error == nil)
  }

  @Test("components of the two stacks cannot be written")
  func stacks() {
    let outcome = Self.run(
      "t5",
      """
      r = run(tokens([5, 9, 11]), target: tokens([7, 3]))
      e = enc.L0H1
      d = dec.L0
      assert close(r[e.pattern], r["encoder.0.attn.hook_pattern"][head: 1])
      assert close(r[enc.L0.resid_pre], r["encoder.0.hook_resid_pre"])
      assert close(r[d.resid_pre], r[L0.resid_pre])
      off = run(tokens([5, 9, 11]), target: tokens([7, 3]), with: ablate(enc.L0H1))
      assert all(off[enc.L0H1.z] == 0) and max(abs(off.logits - r.logits)) > 0
      [h for h in enc.L0H*]
      """)
    #expect(outcome.error == nil)
    #expect(outcome.echoes.last?.hasPrefix("[enc.L0H0, enc.L0H1") == true)
  }

  @Test("a component of a stack that the model lacks is taken")
  func noStack() {
    let outcome = ProgramRunner().run("r = run \"the cat\"\nr[enc.L0H1.pattern]")
    #expect(outcome.error?.contains("E5237") == true)
  }
}
