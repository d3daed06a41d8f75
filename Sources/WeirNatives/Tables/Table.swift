import WeirLanguage

/// Rows of values in named columns of one kind each: what `top`, `logit_lens` and `read_csv` give.
struct Table {
  /// What a column holds; a cell may also be `none`, where there is no value.
  enum Kind: String {
    case number
    case text
    /// Text of a token: drawn with its spaces visible, written as it is.
    case token
    case component
    case bool
  }

  struct Column {
    let name: String
    let kind: Kind
    let values: [Value]

    init(_ name: String, _ kind: Kind, _ values: [Value]) {
      self.name = name
      self.kind = kind
      self.values = values
    }

    /// A column whose kind is told by its values.
    /// - Throws: `TableProblem.mixedColumn`.
    init(_ name: String, of values: [Value]) throws {
      let present = values.filter { !$0.isNone }
      let kinds = present.map { Column.kind(of: $0) }
      guard let kind = kinds.first ?? .text, kinds.allSatisfy({ $0 == kind }) else {
        let odd = zip(present, kinds).first { $0.1 != kinds.first ?? nil }?.0
        throw TableProblem.mixedColumn(name, first: present.first?.summary ?? "", other: odd?.summary ?? "")
      }
      self.init(name, kind, values)
    }

    private static func kind(of value: Value) -> Kind? {
      switch value {
      case .number: .number
      case .string: .text
      case .bool: .bool
      case .object(let object): object is ComponentObject ? .component : nil
      default: nil
      }
    }
  }

  let columns: [Column]
  let rowCount: Int

  /// - Throws: `TableProblem` for columns of different lengths or with one name.
  init(_ columns: [Column]) throws {
    var names = Set<String>()
    for column in columns {
      guard names.insert(column.name).inserted else { throw TableProblem.repeatedColumn(column.name) }
      guard column.values.count == columns[0].values.count else {
        throw TableProblem.unevenColumns(
          columns[0].name, columns[0].values.count, column.name, column.values.count)
      }
    }
    self.columns = columns
    self.rowCount = columns.first?.values.count ?? 0
  }

  /// Columns already known to have one length and different names.
  private init(known columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The column of a name.
  /// - Throws: `TableProblem.unknownColumn`.
  func column(_ name: String) throws -> Column {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw TableProblem.unknownColumn(name, known: columns.map(\.name))
    }
    return column
  }

  /// A row as a record.
  func row(_ place: Int) -> Value { Value(fields: columns.map { ($0.name, $0.values[place]) }) }

  /// The rows at these places, in this order.
  func taking(_ places: [Int]) -> Table {
    Table(
      known: columns.map { column in Column(column.name, column.kind, places.map { column.values[$0] }) },
      rowCount: places.count)
  }

  /// The rows in the order of their keys, equal ones as they stood; numbers by size, anything else by its text.
  static func order(_ keys: [Value], descending: Bool) -> [Int] {
    let numbers = keys.compactMap(\.asNumber)
    let texts = keys.map(\.text)
    let isNumeric = numbers.count == keys.count
    return keys.indices.sorted { a, b in
      let (first, second) = descending ? (b, a) : (a, b)
      let isBefore = isNumeric ? numbers[first] < numbers[second] : texts[first] < texts[second]
      let isAfter = isNumeric ? numbers[second] < numbers[first] : texts[second] < texts[first]
      return isBefore || (!isAfter && a < b)
    }
  }

  /// The rows of each key, keys in the order in which they first occur.
  static func groups(_ keys: [String]) -> [(key: String, rows: [Int])] {
    var places: [String: Int] = [:]
    var groups: [(key: String, rows: [Int])] = []
    for (row, key) in keys.enumerated() {
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        groups.append((key, [row]))
      }
    }
    return groups
  }
}
