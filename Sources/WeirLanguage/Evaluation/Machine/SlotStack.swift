/// One contiguous stack of slots for all frames of a machine; memory is taken from the system as it is first touched.
final class SlotStack {
  let base: UnsafeMutablePointer<Value>
  let limit: UnsafeMutablePointer<Value>

  /// Ten thousand calls of two hundred slots each.
  private static let count = 2_000_000

  /// Arguments are put above the top before their call is checked.
  private static let argumentRoom = 65_536

  init() {
    base = .allocate(capacity: Self.count)
    limit = base + Self.count - Self.argumentRoom
  }

  deinit { base.deallocate() }
}
