import Synchronization

/// The memory that a program may take.
///
/// Every list, string, range and tensor asks before it is allocated.  Small requests are only added up; from time to
/// time, and for each large request, the memory that the process really holds is measured, so that what was freed
/// meanwhile does not count.
public final class Budget: Sendable {
  private let limitBytes: Atomic<Int>
  private let askedSinceMeasured = Atomic<Int>(0)

  /// How much may be asked for between two measurements; small beside the limit, and a measurement (some
  /// microseconds) is small beside touching that much memory.
  private static let stride = 64 << 20

  /// - Parameter limit: bytes; nil takes three quarters of the machine's memory, at most 8 GB.
  public init(limit: Int? = nil) {
    limitBytes = Atomic(limit ?? min(8 << 30, ProcessMemory.physical / 4 * 3))
  }

  /// Bytes that the process may hold.
  public var limit: Int {
    get { limitBytes.load(ordering: .relaxed) }
    set { limitBytes.store(newValue, ordering: .relaxed) }
  }

  /// Allows an allocation, or throws `BudgetProblem`.
  public func ask(bytes: Int, for what: @autoclosure () -> String) throws {
    if bytes >= Self.smallRequest { try askMeasured(bytes, what()) }
  }

  /// Asks for a number of items, safe against overflow.
  public func ask(count: Int, of size: Int, for what: @autoclosure () -> String) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    try ask(bytes: overflow ? .max : bytes, for: what())
  }

  /// Requests below this are counted by the evaluator and asked for in bundles.
  static let smallRequest = 4096

  private func askMeasured(_ bytes: Int, _ what: String) throws {
    let limit = self.limit
    guard bytes <= limit else { throw BudgetProblem.tooLarge(what: what, bytes: bytes, limit: limit) }
    let asked = askedSinceMeasured.wrappingAdd(bytes, ordering: .relaxed).newValue
    guard asked >= Self.stride else { return }
    askedSinceMeasured.store(0, ordering: .relaxed)
    let held = ProcessMemory.held
    guard held + bytes <= limit else { throw BudgetProblem.full(what: what, bytes: bytes, held: held, limit: limit) }
  }
}
