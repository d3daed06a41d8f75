import WeirText

/// The unigram language model: the cut whose tokens have the largest sum of log probabilities (Kudo 2018).
struct UnigramModel: TokenModel {
  let vocabulary: Vocabulary
  /// The log probability of each token.
  private let scores: [Double]
  private let unknown: Int?
  private let fallsBackToBytes: Bool
  /// Whether sums are kept in float32, as SentencePiece itself keeps them: that decides between cuts of equal worth.
  private let roundsSums: Bool
  private let trie: ByteTrie
  /// What a character outside the vocabulary costs: 10 less than the least probable token.
  private let unknownScore: Double

  init(
    vocabulary: Vocabulary, scores: [Double], unknown: Int?, fallsBackToBytes: Bool, roundsSums: Bool = false,
    isInText: (Int) -> Bool = { _ in true }
  ) {
    self.vocabulary = vocabulary
    self.scores = scores
    self.unknown = unknown
    self.fallsBackToBytes = fallsBackToBytes
    self.roundsSums = roundsSums
    self.unknownScore = (scores.min() ?? 0) - 10
    var trie = ByteTrie()
    for number in 0..<vocabulary.numberEnd {
      if let content = vocabulary.content(of: number), !content.isEmpty, isInText(number) {
        trie.insert(content, number)
      }
    }
    self.trie = trie
  }

  private struct Node {
    var token = -1
    var score = 0.0
    var start = -1
  }

  func tokenize(_ text: [UInt32], _ range: Range<Int>, into tokens: inout [ModelToken]) throws(TokenizerProblem) {
    var bytes: [UInt8] = []
    for scalar in text[range] { scalar.appendUTF8(to: &bytes) }
    if Interrupt.isRequested { return }
    var path = try bestPath(bytes)
    path.reverse()
    // Neighbouring unknown characters are one token.
    var index = 0
    while index < path.count {
      var end = index + 1
      if path[index].token == unknown {
        while end < path.count, path[end].token == unknown { end += 1 }
      }
      append(bytes, path[index].start..<path[end - 1].end, path[index].token, to: &tokens)
      index = end
    }
  }

  /// The tokens of the best cut, last first; `token` is the unknown token where no other fits.
  private func bestPath(_ bytes: [UInt8]) throws(TokenizerProblem) -> [(start: Int, end: Int, token: Int)] {
    var best = [Node](repeating: Node(), count: bytes.count + 1)
    func offer(_ end: Int, _ start: Int, _ token: Int, _ sum: Double) {
      let score = roundsSums ? Double(Float(sum)) : sum
      guard best[end].start < 0 || score > best[end].score else { return }
      best[end] = Node(token: token, score: score, start: start)
    }
    var position = 0
    while position < bytes.count {
      // Without the whole there is no best path.
      if position & 0xFFFF == 0xFFFF, Interrupt.isRequested { return [] }
      let length = Self.characterLength(bytes[position])
      var hasWhole = false
      trie.prefixes(of: bytes, from: position) { end, token in
        offer(end, position, token, best[position].score + scores[token])
        if end - position == length { hasWhole = true }
      }
      if !hasWhole {
        let end = position + length
        if best[end].start < 0 || best[position].score + unknownScore > best[end].score {
          guard let unknown else {
            throw .unknownCharacter(String(decoding: bytes[position..<end], as: UTF8.self))
          }
          offer(end, position, unknown, best[position].score + unknownScore)
        }
      }
      position += length
    }
    var path: [(start: Int, end: Int, token: Int)] = []
    var end = bytes.count
    while end > 0 {
      if path.count & 0xFFFF == 0xFFFF, Interrupt.isRequested { return [] }
      path.append((best[end].start, end, best[end].token))
      end = best[end].start
    }
    return path
  }

  private func append(_ bytes: [UInt8], _ range: Range<Int>, _ token: Int, to tokens: inout [ModelToken]) {
    // A run of unknown characters may itself be a token's text.
    if let number = vocabulary.number(of: bytes[range]) {
      return tokens.append(ModelToken(number: number, lower: range.lowerBound, upper: range.upperBound))
    }
    if fallsBackToBytes {
      let numbers = bytes[range].map { vocabulary.number(of: ByteToken.name($0)[...]) }
      if !numbers.contains(nil) {
        for number in numbers.compactMap({ $0 }) {
          tokens.append(ModelToken(number: number, lower: range.lowerBound, upper: range.upperBound))
        }
        return
      }
    }
    tokens.append(ModelToken(number: token, lower: range.lowerBound, upper: range.upperBound))
  }

  private static func characterLength(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
  }
}

/// Texts by their bytes, to find all that begin at a place.
struct ByteTrie: Sendable {
  /// First child and next sibling of each node, -1 for none; node 0 is the root.
  private var children: [Int32] = [-1]
  private var siblings: [Int32] = [-1]
  private var labels: [UInt8] = [0]
  private var values: [Int32] = [-1]
  /// Children of the root by their byte, which has hundreds.
  private var roots = [Int32](repeating: -1, count: 256)

  mutating func insert(_ key: ArraySlice<UInt8>, _ value: Int) {
    var node = 0
    for byte in key {
      if let child = child(node, byte) {
        node = child
        continue
      }
      let new = Int32(labels.count)
      labels.append(byte)
      values.append(-1)
      children.append(-1)
      if node == 0 {
        siblings.append(-1)
        roots[Int(byte)] = new
      } else {
        siblings.append(children[node])
        children[node] = new
      }
      node = Int(new)
    }
    values[node] = Int32(value)
  }

  /// Calls `body` for every key that begins at a place, shorter ones first, with its end and value.
  func prefixes(of bytes: [UInt8], from start: Int, _ body: (Int, Int) -> Void) {
    var node = 0
    for index in start..<bytes.count {
      guard let child = child(node, bytes[index]) else { return }
      node = child
      if values[node] >= 0 { body(index + 1, Int(values[node])) }
    }
  }

  private func child(_ node: Int, _ byte: UInt8) -> Int? {
    var child = node == 0 ? roots[Int(byte)] : children[node]
    if node == 0 { return child < 0 ? nil : Int(child) }
    while child >= 0, labels[Int(child)] != byte { child = siblings[Int(child)] }
    return child < 0 ? nil : Int(child)
  }
}
