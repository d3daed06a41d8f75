// Values that can be walked over: lists, ranges of whole numbers, and domain values that say so.

import WeirText

extension Value {
  /// The items in order; nil for what cannot be walked.
  public func items(budget: Budget) throws -> [Value]? {
    switch self {
    case .list(let box): return box.items
    case .range(let range):
      guard let integers = range.integers else { return nil }
      try budget.ask(count: integers.count, of: MemoryLayout<Value>.stride, for: "a list of \(integers.count)")
      return integers.mapUntilInterrupt { .number(Double($0)) }
    case .object(let object): return try object.items()
    default: return nil
    }
  }
}
