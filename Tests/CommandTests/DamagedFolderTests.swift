import Foundation
import Testing

/// A model folder with one thing wrong gives one clear error on standard error, exit code 1, and no trap.
@Suite struct DamagedFolderTests {
  struct Damage: CustomTestStringConvertible, Sendable {
    let name: String
    /// Words that the message must hold: what was found, or where.
    let mentions: [String]
    let apply: @Sendable (URL) throws -> Void
    var testDescription: String { name }
  }

  /// Replaces the header of `model.safetensors`, keeping the data behind it.
  static func rewritingHeader(_ change: @escaping @Sendable (String) -> String) -> @Sendable (URL) throws -> Void {
    { folder in
      let file = folder.appending(path: "model.safetensors")
      let data = try Data(contentsOf: file)
      let length = data.prefix(8).enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
      let header = String(decoding: data[8..<(8 + length)], as: UTF8.self)
      let changed = Data(change(header).utf8)
      var result = Data((0..<8).map { UInt8(truncatingIfNeeded: changed.count >> (8 * $0)) })
      result.append(changed)
      result.append(data[(8 + length)...])
      try result.write(to: file)
    }
  }

  static func editing(_ name: String, _ change: @escaping @Sendable (String) -> String)
    -> @Sendable (URL) throws -> Void
  {
    { folder in
      let file = folder.appending(path: name)
      let text = try String(contentsOf: file, encoding: .utf8)
      try change(text).write(to: file, atomically: true, encoding: .utf8)
    }
  }

  static func writingPrefix(_ bytes: [UInt8], keeping count: Int? = nil) -> @Sendable (URL) throws -> Void {
    { folder in
      let file = folder.appending(path: "model.safetensors")
      var data = try Data(contentsOf: file)
      data.replaceSubrange(0..<bytes.count, with: bytes)
      if let count { data = data.prefix(count) }
      try data.write(to: file)
    }
  }

  static let damages: [Damage] = [
    Damage(name: "weights missing", mentions: ["model.safetensors"]) {
      try FileManager.default.removeItem(at: $0.appending(path: "model.safetensors"))
    },
    Damage(name: "config missing", mentions: ["config.json"]) {
      try FileManager.default.removeItem(at: $0.appending(path: "config.json"))
    },
    Damage(name: "weights empty", mentions: ["model.safetensors"]) {
      try Data().write(to: $0.appending(path: "model.safetensors"))
    },
    Damage(name: "weights cut in the data", mentions: ["model.safetensors"]) { folder in
      let file = folder.appending(path: "model.safetensors")
      let data = try Data(contentsOf: file)
      try data.prefix(data.count - 100).write(to: file)
    },
    Damage(name: "weights cut in the header", mentions: ["model.safetensors"], apply: writingPrefix([], keeping: 60)),
    Damage(
      name: "a header of 100 GB", mentions: ["model.safetensors"],
      apply: writingPrefix([0x00, 0xe8, 0x76, 0x48, 0x17, 0, 0, 0])),
    Damage(
      name: "a header of 2^63 bytes", mentions: ["model.safetensors"],
      apply: writingPrefix([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
    Damage(
      name: "a size that lies", mentions: ["model.safetensors"],
      apply: rewritingHeader { $0.replacingOccurrences(of: "[96,32]", with: "[96,33]") }),
    Damage(
      name: "a size that overflows", mentions: ["model.safetensors"],
      apply: rewritingHeader {
        $0.replacingOccurrences(of: "[96,32]", with: "[9223372036854775807,9223372036854775807]")
      }),
    Damage(
      name: "offsets past the end", mentions: ["model.safetensors"],
      apply: rewritingHeader { header in
        guard let range = header.range(of: #""data_offsets":\[\d+,\d+\]"#, options: .regularExpression) else {
          return header
        }
        return header.replacingCharacters(in: range, with: #""data_offsets":[900000000,900012288]"#)
      }),
    Damage(
      name: "offsets that run backwards", mentions: ["model.safetensors"],
      apply: rewritingHeader { header in
        guard let range = header.range(of: #""data_offsets":\[\d+,\d+\]"#, options: .regularExpression) else {
          return header
        }
        return header.replacingCharacters(in: range, with: #""data_offsets":[128,0]"#)
      }),
    Damage(
      name: "a name twice", mentions: ["model.safetensors"],
      apply: rewritingHeader { header in
        guard let first = header.range(of: #""[^"]+":\{"dtype[^}]*\}"#, options: .regularExpression) else {
          return header
        }
        return "{" + header[first] + "," + header.dropFirst()
      }),
    Damage(
      name: "a header that is not JSON", mentions: ["model.safetensors"],
      apply: rewritingHeader { "x" + $0.dropFirst() }),
    Damage(name: "config not JSON", mentions: ["config.json"], apply: editing("config.json") { _ in "{" }),
    Damage(
      name: "config misses n_head", mentions: ["n_head"],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"n_head\": 4,", with: "") }),
    Damage(
      name: "heads do not divide d_model", mentions: ["n_head"],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"n_head\": 4,", with: "\"n_head\": 5,") }),
    Damage(
      name: "no heads at all", mentions: ["n_head"],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"n_head\": 4,", with: "\"n_head\": 0,") }),
    Damage(
      name: "absurd layer count", mentions: ["n_layer"],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"n_layer\": 3,", with: "\"n_layer\": 1e18,") }),
    Damage(
      name: "more layers than weights", mentions: ["h.3."],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"n_layer\": 3,", with: "\"n_layer\": 4,") }),
    Damage(
      name: "unknown family", mentions: ["gpt9"],
      apply: editing("config.json") { $0.replacingOccurrences(of: "\"gpt2\"", with: "\"gpt9\"") }),
  ]

  @Test(arguments: damages) func aDamagedFolderIsOneClearError(_ damage: Damage) throws {
    let scratch = try ScratchFolder()
    let folder = try scratch.copyFixture("models/gpt2", as: "model")
    try damage.apply(folder)
    let program = "m = load \"\(folder.path)\"; r = run(tokens([1, 2, 3]), model: m); print(sum(r.logits))"
    let outcome = try Weir(arguments: ["-e", program]).run()
    #expect(!outcome.wasKilled, "the program trapped: \(outcome.errors)")
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("error"))
    for words in damage.mentions { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
  }

  @Test func theSameFolderUndamagedRuns() throws {
    let scratch = try ScratchFolder()
    let folder = try scratch.copyFixture("models/gpt2", as: "model")
    let program = "m = load \"\(folder.path)\"; r = run(tokens([1, 2, 3]), model: m); print(len(r.logits))"
    let outcome = try Weir(arguments: ["-e", program]).run()
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
  }
}
