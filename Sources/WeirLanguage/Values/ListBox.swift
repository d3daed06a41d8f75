/// A list's storage.
public final class ListBox {
  public internal(set) var items: [Value]

  public init(_ items: [Value]) { self.items = items }

  deinit {
    guard !items.isEmpty else { return }
    var dead: [Value] = []
    swap(&dead, &items)
    Burial.bury(dead)
  }
}
