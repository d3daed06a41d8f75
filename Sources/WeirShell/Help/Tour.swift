/// Eight steps from a prompt to a causal claim about induction heads, on the bundled model.
enum Tour {
  struct Step {
    let title: String
    /// What the program shows; read before it runs.
    let prose: String
    let program: String
    /// What to see in its result.
    let afterwards: String
  }

  static let steps: [Step] = [
    Step(
      title: "A run",
      prose:
        "`run` puts a text through the model and keeps what happened inside. The first token, `<|endoftext|>`, is the\n"
        + "model's own sign for a beginning.",
      program: "r = run \"the cat sat on the mat. the cat\"; r",
      afterwards: "Each token is a position; `␣` is the blank before a word."),
    Step(
      title: "What comes next",
      prose:
        "`r.logits` has a number for every token of the vocabulary at every position. The last position says what the\n"
        + "model expects after the text.",
      program: "probability(r, \" sat\")",
      afterwards: "The text said \"the cat sat\" before. Somewhere in the model, something remembers."),
    Step(
      title: "Where a head looks",
      prose: "A head's pattern says, for each position, which earlier positions it reads. `L5H9` is head 9 of layer 5.",
      program: "show r[L5H9.pattern]",
      afterwards:
        "See the last row: at the second `␣cat` the head reads `␣sat`, the token behind the first `␣cat`. Everywhere\n"
        + "else it rests on the first token."),
    Step(
      title: "Is it a habit?",
      prose:
        "Random tokens said twice leave nothing to go by but the repetition. `induction_score` is each head's mean\n"
        + "attention to the token behind the earlier copy.",
      program: "t = repeated_tokens(25, count: 4); x = run t; scores = induction_score(x); show scores",
      afterwards: "Most heads do nothing of the kind; a few do little else."),
    Step(
      title: "The heads by name",
      prose: "The heads with the highest scores.",
      program: "top(scores, k: 7)",
      afterwards: "A score says what a head looks at, not whether anything depends on it."),
    Step(
      title: "A measure",
      prose:
        "How surprised the model is by the second copy: the mean loss over its positions, in nats. Knowing nothing it\n"
        + "would be about 8.3, the logarithm of the vocabulary's size.",
      program: "second = x -> mean(token_losses(x)[pos: 25..]); second(x)",
      afterwards: "It knows the second copy nearly by heart."),
    Step(
      title: "Take the heads away",
      prose:
        "`ablate` sets a head's output to zero during a run. First the seven heads found, then, as a control, seven\n"
        + "others of the same layers.",
      program: "circuit = [L8H8, L5H9, L8H3, L8H0, L8H6, L5H7, L5H10]\n"
        + "others = [L8H1, L8H2, L8H5, L8H7, L5H0, L5H2, L5H3]\n"
        + "{none: second(x), circuit: second(run(t, with: [ablate(h) for h in circuit])),"
        + " others: second(run(t, with: [ablate(h) for h in others]))}",
      afterwards:
        "Without the seven it is lost; without seven others it hardly notices. That is a causal claim: these heads\n"
        + "are what copies."),
    Step(
      title: "Where it begins",
      prose:
        "To find \"the token behind the earlier copy\", somebody must first write down, at each position, which token\n"
        + "stood before it: a previous-token head in an earlier layer.",
      program: "top(previous_token_score(x), k: 2)\nsecond(run(t, with: ablate(L2H0)))",
      afterwards:
        "One head of layer 2 is enough to break the circuit. `:save tour.weir` keeps these steps as a script; `?ablate`,\n"
        + "`?show` and `:help` go on from here."),
  ]
}
