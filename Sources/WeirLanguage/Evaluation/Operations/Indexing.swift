import WeirText

// `x[...]` and `x.name` on the language's own kinds.

enum Indexing {
  static func item(of value: Value, _ indices: [Index], budget: Budget) throws -> Value {
    if case .object(let object) = value { return try object.subscripted(indices) }
    switch value {
    case .function, .none: throw RuntimeFact.notIndexable(value.summary, advice: nil)
    default: break
    }
    let index = try single(indices, of: value)
    switch value {
    case .list(let box): return try item(of: box.items, index, budget)
    case .string(let box): return try item(of: box.text, index)
    case .record(let box):
      guard case .string(let key) = index else {
        throw index.asNumber == nil
          ? RuntimeFact.wrongIndex(index.summary, of: "a record")
          : RuntimeFact.fieldByPlace(index.summary, known: box.keys)
      }
      guard let field = box[key.text] else { throw RuntimeFact.unknownField(key.text, known: box.keys) }
      return field
    case .range(let range):
      guard let integers = range.integers else { throw RuntimeFact.brokenRange(value.literal) }
      guard let place = index.asInteger else { throw RuntimeFact.wrongIndex(index.summary, of: "a range") }
      return .number(Double(integers.lowerBound + (try self.place(place, integers.count, "a range"))))
    default: throw RuntimeFact.notIndexable(value.summary, advice: nil)
    }
  }

  /// The one index of a kind without axes; `:` takes everything.
  static func single(_ indices: [Index], of value: Value) throws -> Value {
    guard indices.count == 1, let index = indices.first else {
      throw RuntimeFact.severalIndices(indices.count, of: kind(value))
    }
    switch index {
    case .position(let position): return position
    case .all: return .range(RangeBox(lower: nil, upper: nil, isClosed: false))
    case .named(let name, _), .namedAll(let name): throw RuntimeFact.namedIndex(name, of: kind(value))
    }
  }

  private static func kind(_ value: Value) -> String { "\(Value.article(value.typeName)) \(value.typeName)" }

  private static func item(of items: [Value], _ index: Value, _ budget: Budget) throws -> Value {
    switch index {
    case .number:
      guard let place = index.asInteger else { throw RuntimeFact.wrongIndex(index.summary, of: "a list") }
      return items[try self.place(place, items.count, "a list")]
    case .range(let range):
      let places = try bounds(range, items.count, "a list")
      try budget.ask(count: places.count, of: MemoryLayout<Value>.stride, for: "a list of \(places.count)")
      return Value(Array(items[places]))
    case .list(let chosen): return try items.chosen(by: chosen.items)
    default: throw RuntimeFact.wrongIndex(index.summary, of: "a list")
    }
  }

  private static func item(of text: String, _ index: Value) throws -> Value {
    switch index {
    case .number:
      guard let place = index.asInteger else { throw RuntimeFact.wrongIndex(index.summary, of: "a string") }
      let at = try self.place(place, Text.count(text), "a string")
      return Value(Text.characters(text, at..<(at + 1)))
    case .range(let range):
      return Value(Text.characters(text, try bounds(range, Text.count(text), "a string")))
    default: throw RuntimeFact.wrongIndex(index.summary, of: "a string")
    }
  }

  /// An index that may count from the end, as a place from the beginning.
  static func place(_ index: Int, _ count: Int, _ what: String) throws -> Int {
    let place = index < 0 ? index + count : index
    guard place >= 0, place < count else { throw RuntimeFact.outOfRange(index: index, count: count, what: what) }
    return place
  }

  /// The places that a range inside index brackets covers; negative ends count from the end.
  static func bounds(_ range: RangeBox, _ count: Int, _ what: String) throws -> Range<Int> {
    func whole(_ end: Double?, _ open: Int) throws -> Int {
      guard let end else { return open }
      guard let place = Value.number(end).asInteger else {
        throw RuntimeFact.brokenRange(Value.range(range).literal)
      }
      return place < 0 ? place + count : place
    }
    let lower = try whole(range.lower, 0)
    var upper = try whole(range.upper, count)
    if range.isClosed, range.upper != nil { upper += 1 }
    guard lower >= 0, lower <= count, upper <= count else {
      throw RuntimeFact.rangeOutOfRange(Value.range(range).literal, count: count, what: what)
    }
    return lower..<max(lower, upper)
  }

  static func member(of value: Value, _ name: String) throws -> Value {
    switch value {
    case .record(let box):
      guard let field = box[name] else { throw RuntimeFact.unknownField(name, known: box.keys) }
      return field
    case .object(let object):
      if let member = try object.member(name) { return member }
      let type = object.typeName
      throw RuntimeFact.unknownMember(
        name, of: "\(Value.article(type)) \(type)", known: object.memberNames, advice: object.advice(forMissing: name))
    default:
      throw RuntimeFact.unknownMember(name, of: value.summary, known: [])
    }
  }
}

extension [Value] {
  /// The items at listed places, or those where a mask is true.
  fileprivate func chosen(by chosen: [Value]) throws -> Value {
    if case .bool? = chosen.first {
      guard chosen.count == count else { throw RuntimeFact.maskLength(mask: chosen.count, count: count) }
      var result: [Value] = []
      for (item, flag) in zip(self, chosen) {
        guard let isChosen = flag.asBool else { throw RuntimeFact.wrongIndex(flag.summary, of: "a list") }
        if isChosen { result.append(item) }
      }
      return Value(result)
    }
    return Value(
      try chosen.map { index in
        guard let place = index.asInteger else { throw RuntimeFact.wrongIndex(index.summary, of: "a list") }
        return self[try Indexing.place(place, count, "a list")]
      })
  }
}
