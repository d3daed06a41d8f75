import WeirText

/// What an examination finds wrong beyond what reading the parts says.
public enum ExaminationProblem: Problem, Equatable {
  case differs(String, Float, Float)
  case notFinite(String, Int, of: Int)
  case tokensOutside(tokenizer: Int, model: Int)
}

extension ExaminationProblem {
  public var code: String {
    switch self {
    case .notFinite: "E5070"
    case .differs: "E5071"
    case .tokensOutside: "E5073"
    }
  }

  public var message: String {
    switch self {
    case .differs(let name, let difference, let tolerance):
      "`\(name)` differs by \(SignificantDigits.text(Double(difference), digits: 3)) from what the folder expects, "
        + "where \(SignificantDigits.text(Double(tolerance), digits: 3)) is allowed"
    case .notFinite(let name, let count, let all):
      "tensor `\(name)` holds \(Count.of(count, "number")) of \(Count.grouped(all)) that "
        + "\(count == 1 ? "is" : "are") NaN or infinite"
    case .tokensOutside(let tokenizer, let model):
      "the tokenizer has \(Count.grouped(tokenizer)) tokens and the model only \(Count.grouped(model))"
    }
  }

  public var help: [String] {
    switch self {
    case .notFinite:
      ["fetch the file again, or use the model's float32 file: numbers of a wider range may have overflowed"]
    case .tokensOutside: ["tokens beyond the model's cannot be run; is the tokenizer another model's?"]
    default: []
    }
  }
}
