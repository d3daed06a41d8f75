/// A list's storage.
public final class ListBox {
  public internal(set) var items: [Value]

  public init(_ items: [Value]) { self.items = items }

  deinit {
    if !items.isEmpty { Burial.bury(&items) }
  }
}
