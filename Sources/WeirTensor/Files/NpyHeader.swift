/// The dictionary at the start of a `.npy` file: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
struct NpyHeader {
  private(set) var type = NumberType.float32
  private(set) var isBigEndian = false
  private(set) var isFortranOrder = false
  private(set) var shape: [Int] = []

  /// - Throws: `TensorFileProblem.badNpyHeader`, `.npyType`.
  init(_ text: String) throws {
    var scanner = Scanner(text)
    var found = Set<String>()
    try scanner.expect("{")
    while !scanner.skips("}") {
      let key = try scanner.string()
      guard found.insert(key).inserted else { throw TensorFileProblem.badNpyHeader("`\(key)` occurs twice") }
      try scanner.expect(":")
      switch key {
      case "descr": try setType(scanner.string(orList: true))
      case "fortran_order": isFortranOrder = try scanner.truth()
      case "shape": shape = try scanner.numbers()
      default: throw TensorFileProblem.badNpyHeader("it has an unknown key `\(key)`")
      }
      _ = scanner.skips(",")
    }
    for key in ["descr", "fortran_order", "shape"] where !found.contains(key) {
      throw TensorFileProblem.badNpyHeader("it has no `\(key)`")
    }
  }

  private mutating func setType(_ text: String) throws {
    guard let order = text.first, "<>|=".contains(order), let known = NumberType(rawValue: String(text.dropFirst()))
    else {
      throw TensorFileProblem.npyType(text)
    }
    type = known
    isBigEndian = order == ">"
  }

  /// Reads the few forms of Python's literals that NumPy writes.
  private struct Scanner {
    private let characters: [UInt8]
    private var place = 0

    init(_ text: String) { characters = Array(text.utf8) }

    private mutating func skipBlanks() {
      while place < characters.count, [0x20, 0x0A, 0x0D, 0x09].contains(characters[place]) { place += 1 }
    }

    mutating func skips(_ character: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard place < characters.count, characters[place] == UInt8(ascii: character) else { return false }
      place += 1
      return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws {
      guard skips(character) else {
        throw TensorFileProblem.badNpyHeader("`\(character)` is missing at byte \(place) of it")
      }
    }

    mutating func string(orList: Bool = false) throws -> String {
      skipBlanks()
      if orList, place < characters.count, characters[place] == UInt8(ascii: "[") {
        throw TensorFileProblem.npyType("a record")
      }
      guard place < characters.count, [0x27, 0x22].contains(characters[place]) else {
        throw TensorFileProblem.badNpyHeader("a text is missing at byte \(place) of it")
      }
      let quote = characters[place]
      let start = place + 1
      guard let end = characters[start...].firstIndex(of: quote) else {
        throw TensorFileProblem.badNpyHeader("a text does not end")
      }
      place = end + 1
      return String(decoding: characters[start..<end], as: UTF8.self)
    }

    mutating func truth() throws -> Bool {
      skipBlanks()
      for (word, value) in [("True", true), ("False", false)] where characters[place...].starts(with: Array(word.utf8))
      {
        place += word.utf8.count
        return value
      }
      throw TensorFileProblem.badNpyHeader("`fortran_order` is neither True nor False")
    }

    mutating func numbers() throws -> [Int] {
      try expect("(")
      var result: [Int] = []
      while !skips(")") {
        skipBlanks()
        let digits = characters[place...].prefix { (0x30...0x39).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
          throw TensorFileProblem.badNpyHeader("`shape` holds something that is no size")
        }
        place += digits.count
        // Files of Python 2 have a long integer's L here.
        _ = skips("L")
        result.append(number)
        _ = skips(",")
      }
      return result
    }
  }
}
