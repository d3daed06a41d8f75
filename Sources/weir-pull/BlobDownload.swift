import Foundation

/// The download of one content into the cache: resumed after interruption, checked by length and digest, then put in place.
struct BlobDownload {
  let file: HubFile
  let url: String
  let token: String?
  /// The finished blob; beside it the unfinished one grows with the ending `.incomplete`.
  let target: URL
  let progress: ProgressLine

  /// How often a transfer that breaks off is taken up again before the person is asked to.
  static let attempts = 5

  func run(size: Int, digest: String) throws {
    let partial = target.appendingPathExtension("incomplete")
    var reason = "the connection closed"
    for attempt in 0..<BlobDownload.attempts {
      if attempt > 0 { Thread.sleep(forTimeInterval: 0.2 * Double(1 << attempt)) }
      var before = try length(of: partial)
      if before > size {
        // More than the content has: it belonged to something else.
        try? FileManager.default.removeItem(at: partial)
        before = 0
      }
      if before < size || size == 0 {
        reason = try transfer(into: partial, from: before, size: size) ?? reason
      }
      let now = try length(of: partial)
      if now == size {
        try check(partial, size: size, digest: digest)
        try move(partial)
        return
      }
    }
    throw PullProblem.broken(file: file.name, received: try length(of: partial), expected: size, reason: reason)
  }

  private func length(of place: URL) throws -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: place.path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// One transfer.
  /// - Returns: why it broke off, nil when it ended by itself.
  private func transfer(into partial: URL, from start: Int, size: Int) throws -> String? {
    if !FileManager.default.fileExists(atPath: partial.path) {
      guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
        throw PullProblem.cannotWrite(path: partial.path, reason: "the file could not be made")
      }
    }
    let handle: FileHandle
    do { handle = try FileHandle(forWritingTo: partial) } catch {
      throw PullProblem.cannotWrite(path: partial.path, reason: error.localizedDescription)
    }
    defer { try? handle.close() }

    var position: Int?
    var writeFault: String?
    var isTooLong = false
    let answer = Request(url: url, token: token, start: start).send { answer, piece in
      guard answer.status == 200 || answer.status == 206 else { return false }
      do {
        // A server that cannot resume sends everything again.
        let at = try position ?? begin(handle, at: answer.start)
        guard at + piece.count <= size else {
          isTooLong = true
          return false
        }
        try handle.write(contentsOf: piece)
        position = at + piece.count
        progress.update(file.name, done: at + piece.count, total: size)
        return true
      } catch {
        writeFault = error.localizedDescription
        return false
      }
    }
    if let writeFault { throw PullProblem.cannotWrite(path: partial.path, reason: writeFault) }
    if isTooLong {
      try? FileManager.default.removeItem(at: partial)
      throw PullProblem.tooLong(file: file.name, expected: size)
    }
    return try fault(answer, partial: partial, start: start)
  }

  private func begin(_ handle: FileHandle, at start: Int) throws -> Int {
    try handle.truncate(atOffset: UInt64(start))
    try handle.seek(toOffset: UInt64(start))
    return start
  }

  private func fault(_ answer: Request.Answer, partial: URL, start: Int) throws -> String? {
    switch answer.status {
    case 200, 206, 0: return answer.fault
    case 416:
      // The unfinished part is longer than the content: it belonged to something else.
      try? FileManager.default.removeItem(at: partial)
      return "the server could not go on at byte \(start)"
    case 408, 425, 429, 500...599: return "the server answered with status \(answer.status)"
    default: throw PullProblem.badStatus(url: url, status: answer.status)
    }
  }

  private func check(_ partial: URL, size: Int, digest: String) throws {
    let running = Digest(file.kind, byteCount: size)
    guard let handle = try? FileHandle(forReadingFrom: partial) else {
      throw PullProblem.cannotWrite(path: partial.path, reason: "it vanished")
    }
    defer { try? handle.close() }
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { running.update([UInt8](piece)) }
    let found = running.finish()
    guard found == digest else {
      try? FileManager.default.removeItem(at: partial)
      throw PullProblem.wrongDigest(file: file.name, expected: digest, found: found)
    }
  }

  private func move(_ partial: URL) throws {
    guard rename(partial.path, target.path) == 0 else {
      throw PullProblem.cannotWrite(path: target.path, reason: String(cString: strerror(errno)))
    }
  }
}
