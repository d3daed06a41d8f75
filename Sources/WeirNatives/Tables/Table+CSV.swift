// Tables as CSV (RFC 4180) and back. Numbers are written so that they read back the same.

import WeirLanguage
import WeirText

extension Table {
  var csv: String {
    var lines = [columns.map { Self.field($0.name) }.joined(separator: ",")]
    for row in 0..<rowCount where !Interrupt.isRequested {
      lines.append(columns.map { Self.field($0.values[row].isNone ? "" : $0.values[row].text) }.joined(separator: ","))
    }
    return lines.joinedUntilInterrupt("\n") + "\n"
  }

  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) || text.first == " " || text.last == " "
    else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// Reads CSV whose first line names the columns; a column whose fields are all numbers is one of numbers.
  init(csv text: String) throws {
    var records = try CSVReader.records(String(Substring(text.utf8.dropFirst(ByteOrderMark.length(in: text.utf8)))))
    let names = records.isEmpty ? [] : records.removeFirst().fields
    defer { if Interrupt.isRequested { Interrupt.release(records) } }
    try Interrupt.check()
    for record in records where record.fields.count != names.count {
      throw TableProblem.unevenRow(line: record.line, found: record.fields.count, expected: names.count)
    }
    try self.init(
      names.enumerated().map { place, name in Column(name, read: records.mapUntilInterrupt { $0.fields[place] }) })
  }
}

extension Table.Column {
  /// A column of what its fields look like: numbers, truth values or text; an empty field is `none`.
  init(_ name: String, read fields: [String]) {
    let present = fields.filter { !$0.isEmpty }
    if !present.isEmpty, present.allSatisfy({ Double($0) != nil && !Interrupt.isRequested }) {
      self.init(name, .number, fields.mapUntilInterrupt { Double($0).map { .number($0) } ?? Value.none })
    } else if !present.isEmpty, present.allSatisfy({ $0 == "true" || $0 == "false" }) {
      self.init(name, .bool, fields.map { $0.isEmpty ? .none : .bool($0 == "true") })
    } else {
      self.init(name, .text, fields.mapUntilInterrupt { Value($0) })
    }
  }
}
