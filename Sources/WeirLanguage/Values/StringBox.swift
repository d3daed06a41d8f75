/// A string's storage.
public final class StringBox {
  public internal(set) var text: String

  public init(_ text: String) { self.text = text }
}
