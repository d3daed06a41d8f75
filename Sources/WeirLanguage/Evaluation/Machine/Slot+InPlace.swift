import WeirText

// Changing a box in place when one slot is its only owner, so that growing a string, list or record step by step takes
// time in proportion to what is added.
//
// A `Value` with a box is the box's address followed by the tag (a test holds the compiler to it), so the reference can
// be looked at where it lies; taking it out first would make a second owner.

typealias Slot = UnsafeMutablePointer<Value>

extension UnsafeMutablePointer<Value> {
  /// The string's box when this slot is its only owner.
  var soleString: Unmanaged<StringBox>? {
    guard case .string = pointee else { return nil }
    return sole(StringBox.self)
  }

  /// The list's box when this slot is its only owner.
  var soleList: Unmanaged<ListBox>? {
    guard case .list = pointee else { return nil }
    return sole(ListBox.self)
  }

  /// The record's box when this slot is its only owner.
  var soleRecord: Unmanaged<RecordBox>? {
    guard case .record = pointee else { return nil }
    return sole(RecordBox.self)
  }

  /// The domain value when this slot is its only owner.
  var soleObject: Unmanaged<Object>? {
    guard case .object = pointee else { return nil }
    return sole(Object.self)
  }

  /// Appends text to text or items to a list where this slot is the only owner; false when nothing was done.
  @inline(__always)
  func grow(by value: Value, _ f: Frame, at span: @autoclosure () -> Span) throws -> Bool {
    switch value {
    case .string(let addition):
      guard case .string = pointee else { return false }
      try f.charge(addition.text.utf8.count, "a string", at: span())
      return change(StringBox.self) { $0.text.append(addition.text) }
    case .list(let addition):
      guard case .list = pointee else { return false }
      try f.chargeItems(addition.items.count, at: span())
      return change(ListBox.self) { $0.items.append(contentsOf: addition.items) }
    default: return false
    }
  }

  /// Appends text to the text in this slot where it is the only owner; false when nothing was done.
  @inline(__always)
  func append(_ text: String) -> Bool {
    guard case .string = pointee else { return false }
    return change(StringBox.self) { $0.text.append(text) }
  }

  /// Appends an item to the list in this slot where it is the only owner; false when nothing was done.
  @inline(__always)
  func append(_ item: Value) -> Bool {
    guard case .list = pointee else { return false }
    return change(ListBox.self) { $0.items.append(item) }
  }

  /// Changes the box in place when this slot is its only owner, without counting a reference on the way.
  @inline(__always)
  private func change<Box: AnyObject>(_ type: Box.Type, _ body: (Box) -> Void) -> Bool {
    let isSole = UnsafeMutableRawPointer(self).withMemoryRebound(to: Box.self, capacity: 1) {
      isKnownUniquelyReferenced(&$0.pointee)
    }
    guard isSole else { return false }
    let address = UnsafeRawPointer(self).load(as: UnsafeRawPointer.self)
    Unmanaged<Box>.fromOpaque(address)._withUnsafeGuaranteedRef(body)
    return true
  }

  private func sole<Box: AnyObject>(_ type: Box.Type) -> Unmanaged<Box>? {
    UnsafeMutableRawPointer(self).withMemoryRebound(to: Box.self, capacity: 1) { reference in
      isKnownUniquelyReferenced(&reference.pointee) ? Unmanaged.passUnretained(reference.pointee) : nil
    }
  }
}
