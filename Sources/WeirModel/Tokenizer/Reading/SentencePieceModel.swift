/// A SentencePiece model file: pieces with scores, and how texts are prepared (`sentencepiece_model.proto`).
struct SentencePieceModel {
  struct Piece {
    var content: [UInt8] = []
    var score: Float = 0
    var kind = Kind.normal
  }

  enum Kind: UInt64 {
    case normal = 1
    case unknown, control, userDefined, unused, byte
  }

  private(set) var pieces: [Piece] = []
  /// 1 unigram, 2 BPE, 3 words, 4 characters.
  private(set) var algorithm: UInt64 = 1
  private(set) var fallsBackToBytes = false
  private(set) var unknown = 0
  private(set) var beginning = 1
  private(set) var end = 2
  private(set) var charactersMap: [UInt8] = []
  private(set) var addsPrefix = true
  private(set) var removesExtraBlanks = true

  init(path: String) throws(TokenizerProblem) {
    let bytes = try TokenizerFiles.read(path)
    do throws(ProtobufReader.Malformed) {
      var reader = ProtobufReader(bytes[...])
      while let (field, value) = try reader.next() {
        guard case .bytes(let message) = value else { continue }
        switch field {
        case 1: pieces.append(try Self.piece(message))
        case 2: try readTraining(message)
        case 3: try readNormalization(message)
        default: break
        }
      }
    } catch {
      throw .badModel(path: path)
    }
    guard !pieces.isEmpty, pieces.count < Vocabulary.numberLimit else { throw .badModel(path: path) }
  }

  private static func piece(_ message: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> Piece {
    var piece = Piece()
    var reader = ProtobufReader(message)
    while let (field, value) = try reader.next() {
      switch (field, value) {
      case (1, .bytes(let content)): piece.content = Array(content)
      case (2, .float(let score)): piece.score = score.isFinite ? score : 0
      case (3, .integer(let kind)): piece.kind = Kind(rawValue: kind) ?? .normal
      default: break
      }
    }
    return piece
  }

  private mutating func readTraining(_ message: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
    var reader = ProtobufReader(message)
    while let (field, value) = try reader.next() {
      guard case .integer(let number) = value else { continue }
      // Numbers of -1, written as 64 bits, mean that there is no such token.
      let token = Int(Int64(bitPattern: number))
      switch field {
      case 3: algorithm = number
      case 35: fallsBackToBytes = number != 0
      case 40: unknown = token
      case 41: beginning = token
      case 42: end = token
      default: break
      }
    }
  }

  private mutating func readNormalization(_ message: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
    var reader = ProtobufReader(message)
    while let (field, value) = try reader.next() {
      switch (field, value) {
      case (2, .bytes(let map)): charactersMap = Array(map)
      case (3, .integer(let number)): addsPrefix = number != 0
      case (4, .integer(let number)): removesExtraBlanks = number != 0
      default: break
      }
    }
  }
}
