import WeirText

// Lists out of lists: `zip`, `enumerate`, `group_by`.

enum CoreCollections {
  static var functions: [NativeFunction] {
    [
      NativeFunction("zip") { call in try zipped(call) },
      NativeFunction("enumerate") { call in
        let first = try call.number(1)
        return try call.list(
          try call.walked(0).enumerated().mapUntilInterrupt {
            Value([.number(Double($0.offset) + first), $0.element])
          })
      },
      CoreNatives.shared("group_by") { call in
        let groups = RecordBox()
        for item in try call.walked(0) {
          try call.context.checkInterrupt()
          groups.append(item, to: try call.apply(call[1], [item]).text)
        }
        return .record(groups)
      },
      NativeFunction("flat") { call in
        let parts = try call.items(0)
        var result: [Value] = []
        for part in parts {
          try call.context.checkInterrupt()
          guard let items = try part.items(budget: call.context.budget) else {
            result.append(part)
            continue
          }
          if items.count > 1 << 18 { result.appendUntilInterrupt(items) } else { result += items }
        }
        return try call.list(result)
      },
      NativeFunction("chunks") { call in
        let (items, size) = (try call.walked(0), try call.integer(1))
        guard size > 0 else {
          throw call.problem(
            at: 1, ArgumentProblem.outOfRange(name: "size", wanted: "at least 1", found: call[1].summary))
        }
        return try call.list(
          stride(from: 0, to: items.count, by: size).mapUntilInterrupt {
            Value(Array(items[$0..<min(items.count, $0 + size)]))
          })
      },
    ]
  }

  private static func zipped(_ call: Call) throws -> Value {
    guard let sources = call[0].asList else { throw call.wrongType(0, "lists") }
    let columns = try sources.map { source in
      guard let items = try source.items(budget: call.context.budget) else {
        throw ArgumentProblem.wrongType(name: "lists", wanted: "lists", found: source.summary)
      }
      return items
    }
    if let first = columns.first?.count, let other = columns.first(where: { $0.count != first })?.count {
      throw ArgumentProblem.unequalLengths(first, other)
    }
    return try call.list(
      (0..<(columns.first?.count ?? 0)).mapUntilInterrupt { row in
        Value(columns.map { row < $0.count ? $0[row] : .none })
      })
  }
}

extension RecordBox {
  /// Adds an item to the list in a field.
  fileprivate func append(_ item: Value, to key: String) {
    guard let place = place(of: key), case .list(let box) = values[place] else {
      set(key, Value([item]))
      return
    }
    // The lists are this record's own until it is handed out.
    box.items.append(item)
  }
}
