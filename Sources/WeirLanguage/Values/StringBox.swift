/// A string's storage.
///
/// Accesses are not checked for exclusivity at run time: each is one call of the standard library.
public final class StringBox {
  @exclusivity(unchecked) public internal(set) var text: String

  public init(_ text: String) { self.text = text }
}
