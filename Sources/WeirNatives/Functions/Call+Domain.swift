// Arguments of natives as the domain's values. Declared types are checked before a body runs; these read what a
// declaration leaves open.

import WeirLanguage
import WeirTensor

extension Call {
  /// A tensor, or what can be read as one: a number, lists of numbers.
  func tensor(_ place: Int) throws -> Tensor {
    guard let tensor = try arguments[place].asTensor() else { throw wrongType(place, "a tensor") }
    return tensor
  }

  /// A list of tensors.
  func tensors(_ place: Int) throws -> [Tensor] {
    try items(place).map { item in
      guard let tensor = try item.asTensor() else { throw wrongType(place, "a list of tensors") }
      return tensor
    }
  }

  /// A matrix kept as factors.
  func factored(_ place: Int) throws -> FactoredMatrix {
    try object(place, FactoredObject.self, "a factored matrix").matrix
  }

  /// The place of a parameter; natives ask only for names that their declaration has.
  func place(_ name: String) -> Int? {
    signature.parameters.firstIndex { $0.name == name }
  }

  /// The names of axes in `over: "head"`, `over: ["batch", "head"]`; empty when none is given, which means all.
  func axes(_ name: String = "over") throws -> [String] {
    guard let place = place(name), !arguments[place].isNone else { return [] }
    if let one = arguments[place].asString { return [one] }
    guard let many = arguments[place].asList, many.allSatisfy({ $0.asString != nil }) else {
      throw wrongType(place, "an axis name or a list of them")
    }
    return many.compactMap(\.asString)
  }

  /// One axis: the one named, or the tensor's only or last one.
  func axis(_ name: String = "over", of tensor: Tensor) throws -> String {
    if let given = try axes(name).first { return given }
    guard let last = tensor.axes.last else { throw TensorProblem.unknownAxis(name, in: []) }
    return last.name
  }

  /// An optional whole number by parameter name.
  func integer(named name: String) throws -> Int? {
    guard let place = place(name), !arguments[place].isNone else { return nil }
    return try integer(place)
  }

  /// An optional number by parameter name.
  func number(named name: String) throws -> Double? {
    guard let place = place(name), !arguments[place].isNone else { return nil }
    return try number(place)
  }

  /// An optional truth value by parameter name; false when absent.
  func flag(_ name: String) throws -> Bool {
    guard let place = place(name), !arguments[place].isNone else { return false }
    return try bool(place)
  }

  /// An optional string by parameter name.
  func string(named name: String) throws -> String? {
    guard let place = place(name), !arguments[place].isNone else { return nil }
    return try string(place)
  }

  /// A shape written as a record, `{pos: 3, d_model: 4}`.
  func shape(_ place: Int) throws -> [Axis] {
    guard let record = arguments[place].asRecord else { throw wrongType(place, "a record of axis names and sizes") }
    return try zip(record.keys, record.values).map { name, size in
      guard let size = size.asInteger, size >= 0 else {
        throw wrongType(place, "a record whose sizes are whole numbers")
      }
      return Axis(name, size)
    }
  }

  /// The seed: the one given, or the world's.
  func seed(_ world: World) throws -> UInt64 {
    try integer(named: "seed").map { UInt64(bitPattern: Int64($0)) } ?? world.seed
  }
}
