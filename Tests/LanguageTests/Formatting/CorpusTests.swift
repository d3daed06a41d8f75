import Testing
import WeirLanguage
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The programs of the repository: library, scripts, specification.
enum Corpus {
  static let root: String = {
    var parts = #filePath.split(separator: "/").dropLast(4)
    parts.insert("", at: parts.startIndex)
    return parts.joined(separator: "/")
  }()

  static let programs: [Source] = ["Stdlib", "Scripts", "Tests/Spec"].flatMap { files(under: root + "/" + $0) }
    .compactMap { path in text(of: path).map { Source(name: String(path.dropFirst(root.count + 1)), text: $0) } }

  static func text(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// All files below a folder whose names end as asked, sorted.
  static func files(under folder: String, ending: String = ".weir") -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = folder + "/" + name
      if entry.pointee.d_type == UInt8(DT_DIR) {
        found += files(under: path, ending: ending)
      } else if name.hasSuffix(ending) {
        found.append(path)
      }
    }
    return found.sorted()
  }
}

@Suite struct CorpusTests {
  @Test("a program of the repository changes its meaning when formatted, or is not settled after one pass")
  func formatting() throws {
    #expect(!Corpus.programs.isEmpty)
    for source in Corpus.programs {
      guard let program = try? Parser.parseScript(source) else { continue }
      let formatted = Formatter.format(program)
      let again = try Parser.parseScript(Source(name: source.name, text: formatted))
      #expect(dump(again) == dump(program), "\(source.name)")
      #expect(Formatter.format(again) == formatted, "\(source.name)")
    }
  }
}
