import WeirText

/// What went wrong between a script and the machine.
public enum WorldProblem: Problem, Equatable {
  case readingNotAllowed(path: String)
  case writingNotAllowed(path: String)
  /// `nearest` is a file beside it that may have been meant.
  case cannotRead(path: String, reason: String, nearest: String? = nil)
  case cannotWrite(path: String, reason: String)
  case notAFile(path: String)
  case notText(path: String, offset: Int)
  case tooLarge(path: String, byteCount: Int, limit: Int)

  public var code: String {
    switch self {
    case .readingNotAllowed: "E7901"
    case .writingNotAllowed: "E7902"
    case .cannotRead: "E7903"
    case .cannotWrite: "E7904"
    case .notAFile: "E7905"
    case .notText: "E7906"
    case .tooLarge: "E7907"
    }
  }

  public var message: String {
    switch self {
    case .readingNotAllowed(let path): "this script may not read `\(path)`"
    case .writingNotAllowed(let path): "this script may not write `\(path)`"
    case .cannotRead(let path, let reason, _): "cannot read `\(path)`: \(reason)"
    case .cannotWrite(let path, let reason): "cannot write `\(path)`: \(reason)"
    case .notAFile(let path): "`\(path)` is not a file"
    case .notText(let path, let offset): "`\(path)` is not UTF-8 text: the byte at offset \(offset) is invalid"
    case .tooLarge(let path, let byteCount, let limit):
      "`\(path)` has \(byteCount) bytes; at most \(limit) are read whole"
    }
  }

  public var notes: [String] {
    switch self {
    case .readingNotAllowed:
      ["a script reads models, its own folder, the working folder and what its arguments name"]
    case .writingNotAllowed: ["a script writes below the working folder or the folder named by `--out`"]
    default: []
    }
  }

  public var help: [String] {
    switch self {
    case .readingNotAllowed(let path): ["weir --allow-read=\(path) ..."]
    case .writingNotAllowed(let path): ["weir --allow-write=\(path) ..."]
    case .cannotRead(_, _, let nearest?): ["did you mean `\(nearest)`?"]
    default: []
    }
  }
}
