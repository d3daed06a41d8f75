// Reading and writing whole files, under the permissions and into the record.

import WeirModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension World {
  /// The absolute path of a file to read; throws when reading there is not allowed.
  public func readable(_ path: String) throws -> String {
    var resolved = FilePath.resolved(path, in: workingFolder)
    if let scriptFolder, access(resolved, F_OK) != 0 {
      // What lies beside the script is found from any working folder.
      let beside = FilePath.resolved(path, in: FilePath.resolved(scriptFolder, in: workingFolder))
      if access(beside, F_OK) == 0 { resolved = beside }
    }
    guard isAllowed(.read, resolved) else { throw WorldProblem.readingNotAllowed(path: resolved) }
    return resolved
  }

  /// The absolute path of a file to write; throws when writing there is not allowed.
  public func writable(_ path: String) throws -> String {
    let resolved = FilePath.resolved(path, in: outputFolder ?? workingFolder)
    guard isAllowed(.write, resolved) else { throw WorldProblem.writingNotAllowed(path: resolved) }
    return resolved
  }

  /// The bytes of a file.
  public func read(_ path: String) throws -> [UInt8] {
    let resolved = try readable(path)
    let descriptor = open(resolved, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let (isMissing, reason) = (errno == ENOENT, Self.lastReason())
      throw WorldProblem.cannotRead(
        path: path, reason: reason, nearest: isMissing ? FileSystem.nearest(to: resolved) : nil)
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw WorldProblem.cannotRead(path: path, reason: Self.lastReason()) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw WorldProblem.notAFile(path: path) }
    let size = Int(facts.st_size)
    guard size <= Self.largestFile else {
      throw WorldProblem.tooLarge(path: path, byteCount: size, limit: Self.largestFile)
    }
    let bytes = try bytes(of: descriptor, size: size, path: path)
    recordRead(resolved, byteCount: bytes.count)
    return bytes
  }

  /// The text of a UTF-8 file; an invalid byte is an error with its offset.
  public func readText(_ path: String) throws -> String {
    let bytes = try read(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WorldProblem.notText(path: path, offset: Self.firstInvalidOffset(bytes))
    }
    return text
  }

  /// Writes a file whole: under a temporary name first, so that a reader never sees half of it.
  public func write(_ bytes: [UInt8], to path: String) throws {
    try checkInterrupt()
    let resolved = try writable(path)
    let temporary = resolved + ".\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WorldProblem.cannotWrite(path: path, reason: Self.lastReason()) }
    UnfinishedFiles.add(temporary)
    defer { UnfinishedFiles.remove(temporary) }
    var failure: String?
    for start in stride(from: 0, to: bytes.count, by: Self.pieceBytes) where failure == nil && !interrupt.isRaised {
      let piece = bytes[start..<min(bytes.count, start + Self.pieceBytes)]
      failure = Descriptor.write(piece, to: descriptor)?.reason
    }
    close(descriptor)
    if interrupt.isRaised { unlink(temporary) }
    try checkInterrupt()
    if let reason = failure ?? (rename(temporary, resolved) == 0 ? nil : Self.lastReason()) {
      unlink(temporary)
      throw WorldProblem.cannotWrite(path: path, reason: reason)
    }
    recordWrite(resolved, byteCount: bytes.count)
  }

  /// Texts and tables are read whole; 2 GB is more than any of them should be.
  private static var largestFile: Int { 2_000_000_000 }
  private static var pieceBytes: Int { 8 << 20 }

  /// Reads in pieces, between which an interrupt is heard.
  private func bytes(of descriptor: Int32, size: Int, path: String) throws -> [UInt8] {
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, !interrupt.isRaised {
        let piece = count..<min(size, count + Self.pieceBytes)
        let got = Self.readSome(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[piece]))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = Self.lastReason() }
        if got <= 0 { break }
        count += got
      }
    }
    try checkInterrupt()
    if let failure { throw WorldProblem.cannotRead(path: path, reason: failure) }
    return bytes
  }

  private static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      return Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      return Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// The last system call's failure in the system's words, lower-cased to stand in a sentence.
  private static func lastReason() -> String { Descriptor.reason(errno) }

  /// The length of the longest valid beginning.
  private static func firstInvalidOffset(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return offset
  }
}
