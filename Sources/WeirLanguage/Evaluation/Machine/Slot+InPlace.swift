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

  private func sole<Box: AnyObject>(_ type: Box.Type) -> Unmanaged<Box>? {
    UnsafeMutableRawPointer(self).withMemoryRebound(to: Box.self, capacity: 1) { reference in
      isKnownUniquelyReferenced(&reference.pointee) ? Unmanaged.passUnretained(reference.pointee) : nil
    }
  }
}
