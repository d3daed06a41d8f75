import Foundation
import WeirModel

/// Where the test data lies, and folders for data that a test makes.
enum Fixtures {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A path below `Tests/Fixtures`.
  static func path(_ name: String) -> String { root.appending(path: "Tests/Fixtures").appending(path: name).path }

  /// The folder of the bundled model.
  static var brook: String { root.appending(path: "Stdlib/models/brook").path }

  /// The families with reference outputs.
  static var families: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: path("models"))
    return (names ?? []).sorted()
  }

  /// The folders of models whose positions read earlier ones only: one of each family, and odd ones (one key-value head,
  /// prompts beyond the trained context, narrow embeddings, windows shorter than the prompt, uneven rotation).
  static var decoders: [String] {
    let odd = (try? FileManager.default.contentsOfDirectory(atPath: path("oddmodels"))) ?? []
    return (families.map { path("models/\($0)") } + odd.sorted().map { path("oddmodels/\($0)") }).filter { folder in
      let configuration = try? ModelConfiguration(path: "\(folder)/config.json", name: folder)
      return configuration?.stack == .decoder
    }
  }

  /// The names, without their ending, of a folder's files that end so.
  static func files(_ folder: String, suffix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  /// Runs a test with an empty folder that disappears afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  static func read(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }

  /// The lines of a file of cases, one JSON object each.
  static func lines(_ name: String) throws -> [[UInt8]] { try lines(at: path(name)) }

  static func lines(at path: String) throws -> [[UInt8]] {
    try read(path).split(separator: 0x0a).map(Array.init)
  }
}

/// Random numbers that are the same on every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
