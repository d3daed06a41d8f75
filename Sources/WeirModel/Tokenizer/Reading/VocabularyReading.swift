import WeirText

// Vocabularies and merges from their files.

extension Vocabulary {
  /// Reads an object token -> number.
  init(_ json: JSON, path: String, key: String) throws(TokenizerProblem) {
    guard json.kind == .object else {
      throw .badValue(key, found: json.excerpt(), expected: "an object of tokens and numbers", path: path)
    }
    self.init(capacity: json.count)
    for (token, value) in json.members {
      guard let number = value.integer, (0..<Self.numberLimit).contains(number) else {
        throw .badValue(
          "\(key)[\(token.excerpt())]", found: value.excerpt(),
          expected: "a whole number from 0 to \(Self.numberLimit - 1)", path: path)
      }
      guard content(of: number) == nil else {
        throw .badValue(
          "\(key)[\(token.excerpt())]", found: "\(number)", expected: "a number that no other token has", path: path)
      }
      insert(number) { token.appendUTF8(to: &$0) }
    }
  }
}

extension MergeTable {
  /// Reads the merges of `tokenizer.json`: texts of two tokens with a blank between, or pairs of texts.
  init(_ json: JSON, vocabulary: Vocabulary, continuingPrefix: [UInt8], path: String) throws(TokenizerProblem) {
    guard json.kind == .array else {
      throw .badValue("model.merges", found: json.excerpt(), expected: "a list", path: path)
    }
    self.init(capacity: json.count)
    var reader = MergeReader(vocabulary: vocabulary, prefixLength: continuingPrefix.count, path: path)
    var text: [UInt8] = []
    for (rank, merge) in json.elements.enumerated() {
      text.removeAll(keepingCapacity: true)
      if merge.kind == .string {
        merge.appendUTF8(to: &text)
        // Old files may begin with the first line of a merges.txt.
        if text.starts(with: "#version".utf8) { continue }
        try reader.insert(line: text[...], number: rank + 1, rank: rank, into: &self)
      } else {
        var middle = 0
        for (index, part) in merge.elements.enumerated() {
          part.appendUTF8(to: &text)
          if index == 0 { middle = text.count }
        }
        guard merge.count == 2, merge.elements.allSatisfy({ $0.kind == .string }) else {
          throw .badMerge(line: rank + 1, merge.excerpt(), path: path)
        }
        try reader.insert(text[..<middle], text[middle...], rank: rank, into: &self)
      }
    }
  }

  /// Reads `merges.txt`.
  init(file path: String, vocabulary: Vocabulary) throws(TokenizerProblem) {
    let lines = try TokenizerLines(path)
    var table = MergeTable(capacity: lines.count)
    var reader = MergeReader(vocabulary: vocabulary, prefixLength: 0, path: path)
    var rank = 0
    for (number, line) in lines {
      if line.isEmpty || line.starts(with: "#version".utf8) { continue }
      try reader.insert(line: line, number: number, rank: rank, into: &table)
      rank += 1
    }
    self = table
  }
}

/// Turns the texts of merges into token numbers.
private struct MergeReader {
  let vocabulary: Vocabulary
  /// The prefix of tokens that continue a word is written once in the result of a merge.
  let prefixLength: Int
  let path: String
  private var joined: [UInt8] = []

  init(vocabulary: Vocabulary, prefixLength: Int, path: String) {
    self.vocabulary = vocabulary
    self.prefixLength = prefixLength
    self.path = path
  }

  mutating func insert(
    line: ArraySlice<UInt8>, number: Int, rank: Int, into table: inout MergeTable
  ) throws(TokenizerProblem) {
    guard let blank = line.firstIndex(of: 0x20), !line[(blank + 1)...].contains(0x20) else {
      throw .badMerge(line: number, String(decoding: line.prefix(60), as: UTF8.self), path: path)
    }
    try insert(line[..<blank], line[(blank + 1)...], rank: rank, into: &table)
  }

  mutating func insert(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, rank: Int, into table: inout MergeTable
  ) throws(TokenizerProblem) {
    joined.removeAll(keepingCapacity: true)
    joined.append(contentsOf: left)
    joined.append(contentsOf: right.dropFirst(prefixLength))
    let leftNumber = try number(left)
    let rightNumber = try number(right)
    table.insert(leftNumber, rightNumber, rank: rank, result: try number(joined[...]))
  }

  private func number(_ token: ArraySlice<UInt8>) throws(TokenizerProblem) -> Int {
    guard let number = vocabulary.number(of: token) else {
      throw .mergeOutsideVocabulary(String(decoding: token, as: UTF8.self), path: path)
    }
    return number
  }
}
