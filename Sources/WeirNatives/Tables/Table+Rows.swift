import WeirLanguage

extension Table {
  /// A table from records with the same fields, in the order of the first one's.
  /// - Throws: `TableProblem.rowOfNoRecord`, `.unlikeRow`, `.mixedColumn`.
  init(rows: [Value]) throws {
    let records = try rows.enumerated().map { place, row in
      guard let record = row.asRecord else { throw TableProblem.rowOfNoRecord(place, found: row.summary) }
      return record
    }
    let names = records.first?.keys.map { $0 } ?? []
    for (place, record) in records.enumerated() where Set(record.keys) != Set(names) {
      throw TableProblem.unlikeRow(place, fields: Array(record.keys), first: names)
    }
    try self.init(
      names.map { name in try Column(name, of: records.map { record in record[name] ?? .none }) })
  }
}
