import WeirText

/// Cuts CSV text (RFC 4180) into records; quoted fields may hold commas, quotes and newlines.
struct CSVReader {
  struct Record {
    var fields: [String] = []
    /// The line on which it begins, from 1.
    var line: Int
  }

  private var records: [Record] = []
  private var record = Record(line: 1)
  private var field: [UInt8] = []
  private var line = 1
  private var quoteLine: Int?
  private var wasQuoted = false

  /// - Throws: `TableProblem.openQuote`, `.textAfterQuote`.
  static func records(_ text: String) throws -> [Record] {
    var reader = CSVReader()
    try reader.read(Array(text.utf8))
    return reader.records
  }

  private mutating func read(_ bytes: [UInt8]) throws {
    var place = 0
    while place < bytes.count {
      if records.count & 0xFFF == 0, Interrupt.isRequested { break }
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      place += 1
      if quoteLine != nil {
        if byte == UInt8(ascii: "\""), next == UInt8(ascii: "\"") {
          field.append(byte)
          place += 1
        } else if byte == UInt8(ascii: "\"") {
          quoteLine = nil
          wasQuoted = true
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          field.append(byte)
        }
      } else {
        try readPlain(byte, next: next)
      }
    }
    if let quoteLine { throw TableProblem.openQuote(line: quoteLine) }
    if !field.isEmpty || wasQuoted || !record.fields.isEmpty { endRecord() }
  }

  private mutating func readPlain(_ byte: UInt8, next: UInt8) throws {
    switch byte {
    case UInt8(ascii: ","): endField()
    case UInt8(ascii: "\n"):
      endRecord()
      line += 1
      record.line = line
    case UInt8(ascii: "\r") where next == UInt8(ascii: "\n"): break
    case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted: quoteLine = line
    default:
      guard !wasQuoted else { throw TableProblem.textAfterQuote(line: line) }
      field.append(byte)
    }
  }

  private mutating func endField() {
    record.fields.append(String(decoding: field, as: UTF8.self))
    field.removeAll(keepingCapacity: true)
    wasQuoted = false
  }

  private mutating func endRecord() {
    let isBlank = record.fields.isEmpty && field.isEmpty && !wasQuoted
    if !isBlank {
      endField()
      records.append(record)
    }
    record = Record(line: line)
  }
}
