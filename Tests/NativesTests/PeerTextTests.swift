import Foundation
import Testing

/// Texts and interventions in the language against transformers and torch hooks: masked texts, pairs of texts, what a
/// decoder says, cross attention cut by head and by score, routers.
///
/// The models and numbers come from `Fixtures/peers/make_peers.py`.
@Suite struct PeerTextTests {
  private static func setup(_ name: String) -> String {
    let folder = Repository.root.appending(path: "Tests/Fixtures/peers/\(name)").path
    return """
      m = load "\(folder)"
      wanted = read_tensors("\(folder)/cases.safetensors")
      def same(name, found, expected) {
        worst = max(abs(tensor(to_list(found)) - tensor(to_list(expected))))
        print(if worst < 1e-5 { "\\(name) agrees" } else { "\\(name) differs by \\(worst)" })
      }

      """
  }

  private func expect(_ name: String, _ program: String, says expected: String) {
    let outcome = ProgramRunner().run(Self.setup(name) + program)
    #expect(outcome.output == expected && outcome.error == nil, "\(outcome)")
  }

  @Test(
    "a masked text, or a second text behind the first, gives other logits",
    arguments: [
      ("bert", "[MASK]"), ("roberta", "<mask>"),
    ])
  func texts(name: String, mask: String) {
    expect(
      name,
      """
      same("one mask", run("the \(mask) sat on the mat").logits, wanted.masked)
      same("two masks", run("a \(mask)\(mask) by the \(mask).").logits, wanted.two)
      same("a pair", run("the cat sat", pair: "by the \(mask) door").logits, wanted.pair)
      twice = run(["the cat sat", "the cat sat"], pair: ["by the \(mask) door", "by the \(mask) door"])
      same("two pairs", twice.logits[batch: 1], wanted.pair)
      """, says: "one mask agrees\ntwo masks agrees\na pair agrees\ntwo pairs agrees\n")
  }

  @Test("a decoder's text, or a cut in cross attention, gives other logits than a torch hook")
  func crossAttention() {
    expect(
      "t5",
      """
      source = "the cat sat on the mat"
      r = run(source, target: "le chat")
      same("the target", r.logits, wanted.clean)
      def with_edit(e) = run(source, target: "le chat", with: e).logits
      same("a cross head", with_edit(ablate(L1H2.cross_z)), wanted.cross_head)
      n = r[L0.cross_pattern].shape
      def hidden(key, queries) = tensor(
        [[if k == key and q in queries { -1e9 } else { 0 } for k in 0..<n.key] for q in 0..<n.query],
        ["query", "key"],
      )
      same("a score", with_edit(edit(L1H2.cross_scores, s -> s + hidden(wanted.cut_key[0], [1]))), wanted.cross_cut)
      same("a layer's scores", with_edit(edit(L0.cross_scores, s -> s + hidden(2, 0..<n.query))), wanted.cross_cut_layer)
      cut = run(source, target: "le chat", with: edit(L0.cross_scores, s -> s + hidden(2, 0..<n.query)))
      print max(cut[L0.cross_pattern][key: 2])
      """,
      says: "the target agrees\na cross head agrees\na score agrees\na layer's scores agrees\n0\n")
  }

  @Test("a router's numbers differ from torch's")
  func routers() {
    expect(
      "mixtral",
      """
      r = run(tokens([3, 7, 30, 12, 7, 9], model: m), model: m)
      same("logits", r.logits, wanted.logits)
      same("weights 0", r[L0.expert_weights], wanted.weights_0)
      same("weights 1", r[L1.expert_weights], wanted.weights_1)
      same("shares 0", r[L0.expert_shares], wanted.shares_0)
      same("shares 1", r[L1.expert_shares], wanted.shares_1)
      """, says: "logits agrees\nweights 0 agrees\nweights 1 agrees\nshares 0 agrees\nshares 1 agrees\n")
  }
}
