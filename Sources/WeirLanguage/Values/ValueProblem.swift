import WeirText

/// What plain values refuse.
public enum ValueProblem: Problem {
  case nestedTooDeep

  public var code: String { "E3103" }

  public var message: String { "lists or records nested deeper than 1,000 levels cannot be compared" }
}
