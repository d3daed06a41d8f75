import WeirText

/// What cannot be done with tables.
enum TableProblem: Problem {
  case unevenColumns(String, Int, String, Int)
  case repeatedColumn(String)
  case mixedColumn(String, first: String, other: String)
  case unknownColumn(String, known: [String])
  case rowOutOfRange(Int, count: Int)
  case unevenRow(line: Int, found: Int, expected: Int)
  case openQuote(line: Int)
  case textAfterQuote(line: Int)
  case namesCount(names: Int, columns: Int)
  case rowOfNoRecord(Int, found: String)
  case unlikeRow(Int, fields: [String], first: [String])

  var code: String {
    switch self {
    case .unevenColumns: "E3601"
    case .repeatedColumn: "E3602"
    case .mixedColumn: "E3603"
    case .unknownColumn: "E3604"
    case .rowOutOfRange: "E3605"
    case .unevenRow: "E7920"
    case .openQuote: "E7921"
    case .textAfterQuote: "E7922"
    case .namesCount: "E3606"
    case .rowOfNoRecord: "E3607"
    case .unlikeRow: "E3608"
    }
  }

  var message: String {
    switch self {
    case .unevenColumns(let a, let aCount, let b, let bCount):
      "columns of a table have one length, but `\(a)` has \(aCount) values and `\(b)` \(bCount)"
    case .repeatedColumn(let name): "a table cannot have two columns named `\(name)`"
    case .mixedColumn(let name, let first, let other):
      "column `\(name)` holds values of one kind (number, text, bool or component), but has \(first) and \(other)"
    case .unknownColumn(let name, _): "this table has no column `\(name)`"
    case .rowOutOfRange(let row, let count): "row \(row) does not exist: the table has \(Count.of(count, "row"))"
    case .unevenRow(let line, let found, let expected):
      "line \(line) of the CSV text has \(Count.of(found, "field")), the first one has \(expected)"
    case .openQuote(let line): "the quote that opens in line \(line) of the CSV text is never closed"
    case .textAfterQuote(let line): "line \(line) of the CSV text goes on after a closing quote without a comma"
    case .namesCount(let names, let columns):
      "\(Count.of(names, "name")) for \(Count.of(columns, "column"))"
    case .rowOfNoRecord(let row, let found):
      "a row of a table is a record, but item \(row) of the list is \(found)"
    case .unlikeRow(let row, let fields, let first):
      "rows of a table have the same fields, but row \(row) has \(Self.list(fields)) and row 0 \(Self.list(first))"
    }
  }

  var help: [String] {
    switch self {
    case .unknownColumn(let name, let known):
      let near = Suggestion.help(for: name, among: known)
      return near.isEmpty ? ["its columns are \(Count.list(known.map { "`\($0)`" }))"] : near
    case .rowOfNoRecord: return ["write `table([{word: \"cat\", count: 3}])` or `table({word: [\"cat\"], count: [3]})`"]
    case .unlikeRow: return ["give a field without a value `none`"]
    default: return []
    }
  }

  private static func list(_ fields: [String]) -> String {
    fields.isEmpty ? "none" : Count.list(fields.map { "`\($0)`" })
  }
}
