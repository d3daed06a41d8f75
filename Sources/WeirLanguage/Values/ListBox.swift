/// A list's storage.
///
/// Accesses are not checked for exclusivity at run time: each is one call of the standard library.
public final class ListBox {
  @exclusivity(unchecked) public internal(set) var items: [Value]

  public init(_ items: [Value]) { self.items = items }

  deinit {
    guard !items.isEmpty else { return }
    var dead: [Value] = []
    swap(&dead, &items)
    Burial.bury(dead)
  }
}
