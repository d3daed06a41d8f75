import Testing

@testable import WeirNatives

@Test(
  "a measure of predictions is nan, or leaves a prompt out, where a prompt is one token",
  arguments: [
    ("loss(one)", "the prompt has one token, `the`"),
    ("token_losses(one)", "the prompt has one token, `the`"),
    ("next_tokens(one)", "the prompt has one token, `the`"),
    ("loss(several)", "prompt 1 has one token, `the`"),
    ("token_losses(several)", "prompt 1 has one token, `the`"),
    ("sweep(one, over: heads(), do: h -> ablate(h.z), measure: loss)", "the prompt has one token, `the`"),
    ("paths.loss_of_stream(one[final_resid], one)", "the prompt has one token, `the`"),
    ("loss(run(tokens([current_model().bos])))", "the prompt has one token, `<|endoftext|>`"),
  ])
func lossOfOneToken(program: String, message: String) throws {
  let setting = """
    use paths
    one = run("the", prepend_bos: false)
    several = run([tokens("the cat sat"), tokens("the", prepend_bos: false)])

    """
  let outcome = ProgramRunner().run(setting + program, name: "loss")
  #expect(outcome.error?.contains(message) == true, "\(outcome.error ?? "no error")")
}
