/// Runs the part of the pickle language that builds dictionaries of tensors, and refuses everything else by name.
///
/// A pickle is a program; Python would import and call whatever it names. Here a name is only a name: a dozen of them are
/// known, and what they mean is built in. Opcodes are those of `pickletools` up to protocol 5.
struct PickleMachine {
  private let bytes: ArraySlice<UInt8>
  private let path: String
  private(set) var position: Int
  var stack: [PickleValue] = []
  private var memo: [Int: PickleValue] = [:]
  private(set) var arena: [[PickleValue]] = []
  /// Every storage that the pickle names, by its key.
  var storages: [String: PickleStorage] = [:]

  /// Bounds the memory that a few bytes can ask for; no checkpoint comes near it.
  private static let valueLimit = 2_000_000

  init(_ bytes: ArraySlice<UInt8>, path: String) {
    self.bytes = bytes
    self.path = path
    self.position = bytes.startIndex
  }

  /// Runs to the end of one pickle; its value.
  mutating func run() throws(CheckpointProblem) -> PickleValue {
    stack = []
    memo = [:]
    while true {
      let opcode = try byte()
      if opcode == UInt8(ascii: ".") { return try pop() }
      try step(opcode)
      guard stack.count < Self.valueLimit, arena.count < Self.valueLimit else {
        throw bad("more values than any model")
      }
    }
  }

  private mutating func step(_ opcode: UInt8) throws(CheckpointProblem) {
    switch opcode {
    case 0x80: _ = try byte()  // PROTO
    case 0x95: _ = try integer(8)  // FRAME
    case UInt8(ascii: "("): stack.append(.mark)
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"): stack.append(try top())
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "}"): stack.append(.dictionary(allocate([])))
    case UInt8(ascii: "]"): stack.append(.list(allocate([])))
    case UInt8(ascii: ")"): stack.append(.tuple(allocate([])))
    case UInt8(ascii: "t"): stack.append(.tuple(allocate(try popToMark())))
    case UInt8(ascii: "l"): stack.append(.list(allocate(try popToMark())))
    case UInt8(ascii: "d"): stack.append(.dictionary(allocate(try popToMark())))
    case 0x85...0x87: stack.append(.tuple(allocate(try pop(Int(opcode) - 0x84))))
    case UInt8(ascii: "a"): try append([try pop()])
    case UInt8(ascii: "e"): try append(try popToMark())
    case UInt8(ascii: "s"): try set(try pop(2))
    case UInt8(ascii: "u"): try set(try popToMark())
    case UInt8(ascii: "c"): stack.append(try function("\(try line()).\(try line())"))
    case 0x93:  // STACK_GLOBAL
      let parts = try pop(2)
      guard case .text(let module) = parts[0], case .text(let name) = parts[1] else {
        throw bad("a name that is no text")
      }
      stack.append(try function("\(module).\(name)"))
    case UInt8(ascii: "R"), 0x81:  // REDUCE, NEWOBJ
      let parts = try pop(2)
      stack.append(try call(parts[0], parts[1]))
    case UInt8(ascii: "b"): try build()
    case UInt8(ascii: "Q"): stack.append(try persistent(try pop()))
    default: if try !memory(opcode), try !scalar(opcode) { throw unknown(opcode) }
    }
  }

  /// Numbers and texts; false for other opcodes.
  private mutating func scalar(_ opcode: UInt8) throws(CheckpointProblem) -> Bool {
    switch opcode {
    case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try integer(4)))))
    case UInt8(ascii: "K"): stack.append(.integer(try integer(1)))
    case UInt8(ascii: "M"): stack.append(.integer(try integer(2)))
    case 0x8a: stack.append(try long(try integer(1)))
    case 0x8b: stack.append(try long(try integer(4)))
    case UInt8(ascii: "I"), UInt8(ascii: "L"):
      let text = try line()
      let digits = text.hasSuffix("L") ? String(text.dropLast()) : text
      stack.append(
        text == "00" ? .bool(false) : text == "01" ? .bool(true) : Int(digits).map { .integer($0) } ?? .opaque)
    case UInt8(ascii: "F"): stack.append(.number(Double(try line()) ?? .nan))
    case UInt8(ascii: "G"):
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.number(Double(bitPattern: bits)))
    case 0x8c, UInt8(ascii: "U"), UInt8(ascii: "C"): stack.append(try text(try integer(1)))
    case UInt8(ascii: "X"), UInt8(ascii: "T"), UInt8(ascii: "B"): stack.append(try text(try integer(4)))
    case 0x8d, 0x8e, 0x96: stack.append(try text(try integer(8)))
    default: return false
    }
    return true
  }

  /// The memo; false for other opcodes.
  private mutating func memory(_ opcode: UInt8) throws(CheckpointProblem) -> Bool {
    switch opcode {
    case UInt8(ascii: "q"): memo[try integer(1)] = try top()
    case UInt8(ascii: "r"): memo[try integer(4)] = try top()
    case UInt8(ascii: "p"): memo[Int(try line()) ?? -1] = try top()
    case 0x94: memo[memo.count] = try top()
    case UInt8(ascii: "h"): try recall(try integer(1))
    case UInt8(ascii: "j"): try recall(try integer(4))
    case UInt8(ascii: "g"): try recall(Int(try line()) ?? -1)
    default: return false
    }
    return true
  }

  private mutating func recall(_ index: Int) throws(CheckpointProblem) {
    guard let value = memo[index] else { throw bad("it recalls what it never noted") }
    stack.append(value)
  }

  // What the opcodes work on.

  mutating func allocate(_ values: [PickleValue]) -> Int {
    arena.append(values)
    return arena.count - 1
  }

  private func top() throws(CheckpointProblem) -> PickleValue {
    guard let value = stack.last else { throw bad("it takes from an empty stack") }
    return value
  }

  private mutating func pop() throws(CheckpointProblem) -> PickleValue {
    guard let value = stack.popLast() else { throw bad("it takes from an empty stack") }
    return value
  }

  private mutating func pop(_ count: Int) throws(CheckpointProblem) -> [PickleValue] {
    guard stack.count >= count else { throw bad("it takes from an empty stack") }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    return values
  }

  private mutating func popToMark() throws(CheckpointProblem) -> [PickleValue] {
    guard let mark = stack.lastIndex(of: .mark) else { throw bad("it takes from an empty stack") }
    let values = Array(stack[(mark + 1)...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func append(_ values: [PickleValue]) throws(CheckpointProblem) {
    guard case .list(let place) = try top() else { throw bad("it appends to what is no list") }
    arena[place] += values
  }

  private mutating func set(_ pairs: [PickleValue]) throws(CheckpointProblem) {
    guard case .dictionary(let place) = try top() else { throw bad("it sets keys of what is no dictionary") }
    guard pairs.count % 2 == 0 else { throw bad("a key without a value") }
    arena[place] += pairs
  }

  /// State of an object: dictionaries carry remarks of PyTorch's own, nothing else may have any.
  private mutating func build() throws(CheckpointProblem) {
    _ = try pop()
    switch try top() {
    case .dictionary, .opaque, .tensor: return
    default: throw bad("it sets the state of an object")
    }
  }

  private mutating func byte() throws(CheckpointProblem) -> UInt8 {
    guard position < bytes.endIndex else { throw bad("it ends in the middle") }
    position += 1
    return bytes[position - 1]
  }

  private mutating func take(_ count: Int) throws(CheckpointProblem) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.endIndex - position else { throw bad("it ends in the middle") }
    position += count
    return bytes[(position - count)..<position]
  }

  private mutating func integer(_ length: Int) throws(CheckpointProblem) -> Int {
    let value = try take(length).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let number = Int(exactly: value) else { throw bad("a length beyond any file") }
    return number
  }

  /// A signed number of any length; beyond 64 bits it is of no use here.
  private mutating func long(_ length: Int) throws(CheckpointProblem) -> PickleValue {
    let bytes = try take(length)
    guard length <= 8 else { return .opaque }
    guard let last = bytes.last else { return .integer(0) }
    let start: Int = last & 0x80 != 0 ? -1 : 0
    return .integer(bytes.reversed().reduce(start) { $0 << 8 | Int($1) })
  }

  private mutating func text(_ length: Int) throws(CheckpointProblem) -> PickleValue {
    .text(String(decoding: try take(length), as: UTF8.self))
  }

  private mutating func line() throws(CheckpointProblem) -> String {
    guard let end = bytes[position...].firstIndex(of: 0x0a) else { throw bad("it ends in the middle") }
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end + 1
    return text
  }

  func bad(_ what: String) -> CheckpointProblem { .badPickle(path: path, what, offset: position) }

  func forbidden(_ name: String) -> CheckpointProblem { .forbiddenPickle(path: path, name: name) }

  private func unknown(_ opcode: UInt8) -> CheckpointProblem {
    let digits = String(opcode, radix: 16)
    return bad("an instruction that builds no tensors (0x\(digits))")
  }
}
