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
      prose: """
        `run` puts a text through the model and keeps what happened inside. The first token, `<|endoftext|>`, is the \
        model's own sign for a beginning.
        """,
      program: "r = run \"the cat sat on the mat. the cat\"; r",
      afterwards: "Each token is a position, counted from 0; `␣` is the blank before a word."),
    Step(
      title: "What comes next",
      prose: """
        `r.logits` has a number for every token of the vocabulary at every position. From the numbers at the last \
        position follows how likely each token is to come next.
        """,
      program: "probability(r, \" sat\")",
      afterwards: "The text said \"the cat sat\" before. Something in the model looks back at it. But what?"),
    Step(
      title: "Where a head looks",
      prose: """
        A layer has attention heads: `L5H9` is head 9 of layer 5, both counted from 0. A head's pattern says how much \
        each position (a row) reads from each earlier one (a column); every row adds up to 1.
        """,
      program: "show r[L5H9.pattern]",
      afterwards: """
        See the last row: at the second `␣cat` the head reads `␣sat`, the token behind the first `␣cat`. In the other \
        rows it rests on the first token. A head that does so is called an induction head.
        """),
    Step(
      title: "Is it a habit?",
      prose: """
        One text may be chance. Random tokens said twice leave nothing to go by but the repetition. `induction_score` is \
        each head's mean attention to the token behind the earlier copy.
        """,
      program: "t = repeated_tokens(25, count: 4)\nx = run t\nscores = induction_score(x)\nshow scores",
      afterwards: "Most of the 144 heads do nothing of the kind; a few, in layers 5 and 8, do little else."),
    Step(
      title: "The heads by name",
      prose: "The heads with the highest scores.",
      program: "top(scores, k: 7)",
      afterwards: "A score says what a head looks at. It does not say whether anything depends on it."),
    Step(
      title: "A measure",
      prose: """
        How surprised the model is by the second copy: the mean loss over its positions, in nats. A model that knew \
        nothing would have about 8.3, the logarithm of the vocabulary's size.
        """,
      program: "second = x -> mean(token_losses(x)[pos: 25..])\nsecond(x)",
      afterwards: "It knows the second copy nearly by heart."),
    Step(
      title: "Take the heads away",
      prose: """
        `ablate` sets a head's output to zero during a run. First the seven heads found, then, as a control, seven \
        others of the same layers.
        """,
      program: """
        circuit = top(scores, k: 7).head
        others = [L8H1, L8H2, L8H5, L8H7, L5H0, L5H2, L5H3]
        cut = heads -> second(run(t, with: [ablate(h) for h in heads]))
        {nothing: second(x), circuit: cut(circuit), others: cut(others)}
        """,
      afterwards: """
        Without the seven induction heads the second copy is a surprise, without seven others it is hardly one. That is a \
        causal claim: the model's knowledge of the repetition goes through these heads.
        """),
    Step(
      title: "Where it begins",
      prose: """
        To find "the token behind the earlier copy", something must first have written down, at each position, which \
        token stood before it: a previous-token head in an earlier layer. Two heads look at the previous token; only one \
        of them can be meant.
        """,
      program: "top(previous_token_score(x), k: 2)\n{L2H0: cut([L2H0]), L5H8: cut([L5H8])}",
      afterwards: """
        Without `L2H0` the induction heads have nothing to go by; without `L5H8`, which looks the same, most is kept. \
        `:save tour.weir` keeps these steps as a script; `?ablate`, `?show` and `help` go on from here.
        """),
  ]
}
