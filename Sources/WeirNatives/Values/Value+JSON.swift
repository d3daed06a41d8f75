// Values as JSON and back. Tensors become nested lists; what JSON lacks becomes its text.

import WeirLanguage
import WeirText

extension Value {
  /// The value as a JSON document, ending with a newline; a table is a list of objects, one a row.
  public func json() throws -> String {
    if let table = asObject(TableObject.self)?.table { return try table.json() }
    var writer = JSONWriter(indent: 2)
    try write(to: &writer)
    return writer.text + "\n"
  }

  /// Appends the value; numbers that JSON cannot write become null.
  /// - Throws: `NativeProblem` for a value nested deeper, or written longer, than a reader of JSON follows.
  func write(to writer: inout JSONWriter) throws {
    guard writer.depth <= JSON.deepest else { throw NativeProblem.nestedTooDeep(limit: JSON.deepest) }
    guard writer.bytes.count <= Self.longestJSON else { throw NativeProblem.tooLongToWrite(limit: Self.longestJSON) }
    switch self {
    case .none: writer.null()
    case .bool(let truth): writer.value(truth)
    case .number(let number):
      if let whole = asInteger {
        writer.value(whole)
      } else if number.isFinite {
        writer.value(number)
      } else {
        writer.null()
      }
    case .string(let box): writer.value(box.text)
    case .list(let box):
      try writer.array { writer in
        for item in box.items {
          try Interrupt.check()
          try item.write(to: &writer)
        }
      }
    case .record(let box):
      try writer.object { writer in
        for (key, value) in box.fields {
          try Interrupt.check()
          writer.key(key)
          try value.write(to: &writer)
        }
      }
    case .object(let object as TensorObject): try Value(object.tensor.nested).write(to: &writer)
    default: writer.value(text)
    }
  }

  private static let longestJSON = 1 << 30

  /// A JSON document as lists, records, strings, numbers, truth values and none.
  init(_ json: JSON) {
    switch json.kind {
    case .null: self = .none
    case .bool: self = .bool(json.bool ?? false)
    case .number: self = .number(json.number ?? .nan)
    case .string: self = Value(json.string ?? "")
    case .array: self = Value(json.elements.mapUntilInterrupt { Value($0) })
    case .object: self = Value(fields: json.members.mapUntilInterrupt { ($0.key.string ?? "", Value($0.value)) })
    }
  }
}
