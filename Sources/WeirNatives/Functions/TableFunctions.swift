// Tables from columns, and what makes one table of others.

import WeirLanguage
import WeirTensor

enum TableFunctions {
  static func functions(_ shelf: ModelShelf) -> [NativeFunction] {
    [
      NativeFunction("columns") { call in Value(try call.table(0).columns.map { Value($0.name) }) },
      NativeFunction("join_on") { call in
        .object(TableObject(try call.table(0).joined(with: call.table(1), on: call.string(2))))
      },
      NativeFunction("table") { call in
        if let rows = try call[0].items(budget: call.context.budget) {
          return .object(TableObject(try Table(rows: rows)))
        }
        guard let record = call[0].asRecord else {
          throw call.wrongType(0, "a record of columns or a list of records")
        }
        return .object(
          TableObject(
            try Table(zip(record.keys, record.values).map { try Table.Column($0, of: Self.cells($1, call)) })))
      },
      NativeFunction("top") { call in
        let (count, smallest) = (try call.integer(1), try call.flag("smallest"))
        // What `scan` is told to keep.
        if let count = call[0].asInteger { return Value(fields: [("top", Value(count))]) }
        if let run = call[0].asObject(RunObject.self) {
          return Value(try Table(nextTokensOf: run, count: count, smallest: smallest))
        }
        if let matrix = call[0].asObject(FactoredObject.self)?.matrix {
          return .object(
            TableObject(try Table(entriesOf: matrix, count: count, smallest: smallest, shelf: shelf)))
        }
        return .object(
          TableObject(try Table(entriesOf: call.tensor(0), count: count, smallest: smallest, shelf: shelf)))
      },
    ]
  }

  /// The cells of a column: a list, or a tensor with one axis.
  private static func cells(_ value: Value, _ call: Call) throws -> [Value] {
    guard let items = try value.items(budget: call.context.budget) else {
      throw call.wrongType(0, "a record whose fields are lists of one length")
    }
    return items
  }
}

extension Call {
  func table(_ place: Int) throws -> Table { try object(place, TableObject.self, "a table").table }
}
