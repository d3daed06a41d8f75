import WeirText

/// What the budget refuses.
public enum BudgetProblem: Problem {
  case tooLarge(what: String, bytes: Int, limit: Int)
  case full(what: String, bytes: Int, held: Int, limit: Int)

  public var code: String {
    switch self {
    case .tooLarge: "E3301"
    case .full: "E3302"
    }
  }

  public var message: String {
    switch self {
    case .tooLarge(let what, let bytes, let limit):
      "\(what) would take \(Self.amount(bytes)); at most \(Self.amount(limit)) may be used"
    case .full(let what, let bytes, let held, let limit):
      "no room for \(what) of \(Self.amount(bytes)): \(Self.amount(held)) of \(Self.amount(limit)) are in use"
    }
  }

  /// `1.5 GB`, with decimal prefixes.
  static func amount(_ bytes: Int) -> String {
    if bytes >= 1 << 60 { return "more memory than there is" }
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var place = 0
    while value >= 1000, place < units.count - 1 {
      value /= 1000
      place += 1
    }
    let rounded = value < 10 && place > 0 ? (value * 10).rounded() / 10 : value.rounded()
    return "\(NumberText.shortest(rounded)) \(units[place])"
  }
}
