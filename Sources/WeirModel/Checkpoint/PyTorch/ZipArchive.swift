/// The table of contents of a zip file whose members are stored as they are, as PyTorch writes them.
///
/// Compressed and encrypted members are refused, so nothing in an archive can grow beyond its file.
struct ZipArchive {
  struct Member: Sendable {
    let name: String
    /// The member's bytes within the file.
    let range: Range<Int>
  }

  private(set) var members: [String: Member] = [:]
  private let file: MappedFile

  /// Whether a file begins as zip files do.
  static func isArchive(_ file: MappedFile) -> Bool { file.bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) }

  init(_ file: MappedFile) throws(CheckpointProblem) {
    self.file = file
    let (count, start) = try directory()
    var position = start
    for _ in 0..<count {
      guard try number(position, 4) == 0x0201_4b50 else { throw bad("its table of contents is damaged") }
      let nameLength = try number(position + 28, 2)
      let extraLength = try number(position + 30, 2)
      let commentLength = try number(position + 32, 2)
      let name = String(decoding: try bytes(position + 46, nameLength), as: UTF8.self)
      if let member = try member(at: position, name: name, nameLength: nameLength, extraLength: extraLength) {
        guard members.updateValue(member, forKey: name) == nil else { throw bad("it has two members `\(name)`") }
      }
      position += 46 + nameLength + extraLength + commentLength
    }
  }

  /// The number of members and where their table begins.
  private func directory() throws(CheckpointProblem) -> (count: Int, start: Int) {
    // The end record stands last, before a comment of at most 65,535 bytes.
    let lowest = max(0, file.count - 22 - 65_535)
    var end = file.count - 22
    while end >= lowest, try number(end, 4) != 0x0605_4b50 { end -= 1 }
    guard end >= lowest else { throw bad("it has no table of contents: the file is cut off") }
    var count = try number(end + 10, 2)
    var start = try number(end + 16, 4)
    if end >= 20, try number(end - 20, 4) == 0x0706_4b50 {
      let large = try number(end - 12, 8)
      guard try number(large, 4) == 0x0606_4b50 else { throw bad("its table of contents is damaged") }
      count = try number(large + 32, 8)
      start = try number(large + 48, 8)
    }
    guard count <= file.count / 46 else { throw bad("it claims \(count) members, more than it has room for") }
    return (count, start)
  }

  /// A member of the table, or nil for a folder.
  private func member(
    at position: Int, name: String, nameLength: Int, extraLength: Int
  ) throws(CheckpointProblem) -> Member? {
    let flags = try number(position + 8, 2)
    let method = try number(position + 10, 2)
    var stored = try number(position + 20, 4)
    var size = try number(position + 24, 4)
    var header = try number(position + 42, 4)
    if name.hasSuffix("/"), size == 0 { return nil }
    guard flags & 1 == 0 else { throw bad("its member `\(name)` is encrypted") }
    guard method == 0 else { throw bad("its member `\(name)` is compressed, which PyTorch never does") }
    // Sizes beyond 32 bits stand in an extra field, in this order, each only where it is needed.
    var extra = position + 46 + nameLength
    let extraEnd = extra + extraLength
    while extra + 4 <= extraEnd {
      let kind = try number(extra, 2)
      let length = try number(extra + 2, 2)
      if kind == 1 {
        var place = extra + 4
        for (isLarge, set) in [
          (size == 0xffff_ffff, { size = $0 }), (stored == 0xffff_ffff, { stored = $0 }),
          (header == 0xffff_ffff, { header = $0 }),
        ] as [(Bool, (Int) -> Void)] where isLarge {
          set(try number(place, 8))
          place += 8
        }
      }
      extra += 4 + length
    }
    guard stored == size else { throw bad("the sizes of its member `\(name)` disagree") }
    guard try number(header, 4) == 0x0403_4b50 else { throw bad("its member `\(name)` is not where it should be") }
    let start = header + 30 + (try number(header + 26, 2)) + (try number(header + 28, 2))
    guard size <= file.count, start <= file.count - size else { throw bad("its member `\(name)` ends beyond the file") }
    return Member(name: name, range: start..<(start + size))
  }

  /// A little-endian number of the file.
  private func number(_ position: Int, _ length: Int) throws(CheckpointProblem) -> Int {
    var value: UInt64 = 0
    for (index, byte) in try bytes(position, length).enumerated() { value |= UInt64(byte) << UInt64(8 * index) }
    guard let number = Int(exactly: value) else { throw bad("a size in it is beyond any file") }
    return number
  }

  private func bytes(_ position: Int, _ length: Int) throws(CheckpointProblem) -> UnsafeRawBufferPointer {
    guard position >= 0, position <= file.count, length <= file.count - position else {
      throw bad("the file is cut off")
    }
    return UnsafeRawBufferPointer(rebasing: file.bytes[position..<(position + length)])
  }

  private func bad(_ what: String) -> CheckpointProblem { .badArchive(path: file.path, what) }
}
