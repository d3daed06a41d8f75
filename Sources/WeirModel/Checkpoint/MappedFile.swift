#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file whose bytes appear in memory page by page as they are read, without a copy.
final class MappedFile: @unchecked Sendable {
  let path: String
  let count: Int
  private let base: UnsafeMutableRawPointer?

  /// Maps a regular file for reading.
  ///
  /// Throws what the system says, or that this is a folder or no regular file.
  init(path: String) throws(CheckpointProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: FileSystem.lastError) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotOpen(path: path, reason: FileSystem.lastError) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(path: path, reason: status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no file")
    }
    self.path = path
    self.count = Int(status.st_size)
    guard count > 0 else {
      self.base = nil
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { throw .cannotOpen(path: path, reason: FileSystem.lastError) }
    self.base = address
  }

  deinit {
    if let base { munmap(base, count) }
  }

  /// The bytes of the whole file; they live as long as this object.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Gives back the memory of the whole pages within a range; they are read from the file again when touched.
  func release(_ range: Range<Int>) { advise(range, MADV_DONTNEED, grow: false) }

  /// Asks the system to read a range ahead.
  func prefetch(_ range: Range<Int>) { advise(range, MADV_WILLNEED, grow: true) }

  private func advise(_ range: Range<Int>, _ advice: Int32, grow: Bool) {
    guard let base, range.lowerBound >= 0, range.upperBound <= count else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let lower = grow ? range.lowerBound / page * page : (range.lowerBound + page - 1) / page * page
    let upper = grow ? range.upperBound : range.upperBound / page * page
    if lower < upper { madvise(base + lower, upper - lower, advice) }
  }
}
