import Foundation
import TestSupport
import Testing

/// `weir-pull` against a hub on the loopback address that behaves well, badly and maliciously.
@Suite(.serialized) struct PullTests: Sendable {
  /// Where the caches of one test lie; removed with it.
  final class Folder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "weir-pull-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
  }

  let folder = Folder()

  static let commit = "0123456789abcdef0123456789abcdef01234567"
  static let config = Data(#"{"model_type": "gpt2"}"#.utf8)
  static let weights = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
  /// Of `weights` and `config`, by `sha256sum` and `git hash-object`.
  static let weightsDigest = digest("sha256sum", [], weights)
  static let configDigest = digest("git", ["hash-object", "--stdin"], config)

  static func digest(_ tool: String, _ arguments: [String], _ data: Data) -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try? process.run()
    DispatchQueue.global().async {
      input.fileHandleForWriting.write(data)
      try? input.fileHandleForWriting.close()
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return String(text.prefix { $0.isHexDigit })
  }

  static func listing(_ extra: String = "") -> Data {
    Data(
      """
      {"sha": "\(commit)", "siblings": [
        {"rfilename": "config.json", "size": \(config.count), "blobId": "\(configDigest)"},
        {"rfilename": "model.safetensors", "size": \(weights.count),
         "lfs": {"sha256": "\(weightsDigest)", "size": \(weights.count)}},
        {"rfilename": "flax_model.msgpack", "size": 5, "blobId": "\(configDigest)"}\(extra)]}
      """.utf8)
  }

  static func wellBehaved(_ seen: HubServer.Seen) -> HubServer.Reply {
    if seen.path.hasPrefix("/api/models/") { return .init(body: listing()) }
    if seen.path.hasSuffix("/config.json") { return .init(body: config) }
    if seen.path.hasSuffix("/model.safetensors") { return .init(body: weights) }
    return .init(status: 404)
  }

  struct Pull {
    let code: Int32
    let output: String
    let cache: URL
    /// The bytes under a name of the snapshot, links followed.
    func file(_ name: String) -> Data? {
      try? Data(contentsOf: cache.appending(path: "models--gpt2/snapshots/\(commit)/\(name)"))
    }
  }

  func pull(
    _ server: HubServer, model: String = "gpt2", options: [String] = [], cache: URL? = nil,
    environment: [String: String] = [:], limitedTo kilobytes: Int? = nil
  ) throws -> Pull {
    let cache = cache ?? folder.url.appending(path: UUID().uuidString)
    let process = Process()
    process.executableURL = try BuiltProgram.named("weir-pull")
    process.arguments = [model] + options
    if let kilobytes {
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = [
        "-c", "ulimit -f \(kilobytes); exec \"$0\" \"$@\"", try BuiltProgram.named("weir-pull").path, model,
      ]
    }
    var variables = ["HF_ENDPOINT": server.endpoint, "HF_HUB_CACHE": cache.path, "HOME": cache.path]
    variables.merge(environment) { $1 }
    process.environment = variables
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Pull(code: process.terminationStatus, output: text, cache: cache)
  }

  @Test func whatIsNeededArrivesInTheHubsOwnLayout() throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("config.json") == PullTests.config)
    #expect(result.file("model.safetensors") == PullTests.weights)
    #expect(result.file("flax_model.msgpack") == nil)
    let ref = try String(contentsOf: result.cache.appending(path: "models--gpt2/refs/main"), encoding: .utf8)
    #expect(ref == PullTests.commit)
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: result.cache.appending(path: "models--gpt2/snapshots/\(PullTests.commit)/config.json").path)
    #expect(link == "../../blobs/\(PullTests.configDigest)")
  }

  @Test func aSecondPullFetchesNoContent() throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let first = try pull(server)
    let before = server.requests.count
    let second = try pull(server, cache: first.cache)
    #expect(second.code == 0)
    #expect(server.requests.count == before + 1, "only the listing")
  }

  @Test func aCutConnectionIsTakenUpWhereItBroke() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("safetensors"), earlier < 2 { reply.cutAfter = 70_000 }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
    let starts = server.requests.filter { $0.path.hasSuffix("safetensors") }.map { $0.headers["range"] }
    #expect(starts == [nil, "bytes=70000-", "bytes=140000-"])
  }

  @Test func aServerThatCannotResumeIsHeardFromTheStart() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      reply.resumes = false
      if seen.path.hasSuffix("safetensors"), earlier == 0 { reply.cutAfter = 70_000 }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
  }

  @Test func anInterruptedPullGoesOnLater() throws {
    let broken = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("safetensors") { reply = earlier == 0 ? reply : .init(status: 403) }
      if seen.path.hasSuffix("safetensors"), earlier == 0 { reply.cutAfter = 100_000 }
      return reply
    }
    let first = try pull(broken)
    #expect(first.code == 1)
    #expect(first.file("model.safetensors") == nil)
    let healthy = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let second = try pull(healthy, cache: first.cache)
    #expect(second.code == 0, "\(second.output)")
    #expect(second.file("model.safetensors") == PullTests.weights)
    #expect(healthy.requests.last?.headers["range"] == "bytes=100000-")
  }

  @Test func damagedContentIsNeverPutInPlace() throws {
    let server = try HubServer { seen, _ in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("safetensors") { reply.body[1000] ^= 1 }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error[E7509]"), "\(result.output)")
    #expect(result.file("model.safetensors") == nil)
  }

  @Test func contentLongerThanAnnouncedIsRefused() throws {
    let server = try HubServer { seen, _ in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("safetensors") { reply.body.append(Data(count: 500_000)) }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error[E7510]"), "\(result.output)")
  }

  @Test func aLyingContentLengthIsACutConnection() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("config.json"), earlier == 0 { reply.headers["Content-Length"] = "99999" }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("config.json") == PullTests.config)
  }

  @Test func aRedirectIsFollowedAndTheTokenStaysWithItsHost() throws {
    let store = try HubServer { seen, _ in .init(body: PullTests.weights) }
    let elsewhere = "http://localhost:\(store.port)/object"
    let server = try HubServer { seen, _ in
      seen.path.hasSuffix("safetensors")
        ? .init(status: 302, headers: ["Location": elsewhere]) : PullTests.wellBehaved(seen)
    }
    let result = try pull(server, environment: ["HF_TOKEN": "secret"])
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer secret" })
    #expect(store.requests.allSatisfy { $0.headers["authorization"] == nil })
  }

  @Test func anEndlessRedirectEnds() throws {
    let server = try HubServer { seen, _ in
      seen.path.hasSuffix("config.json")
        ? .init(status: 302, headers: ["Location": seen.path]) : PullTests.wellBehaved(seen)
    }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error["), "\(result.output)")
  }

  @Test func namesThatLeadOutOfTheFolderAreLeftAlone() throws {
    let server = try HubServer { seen, _ in
      seen.path.hasPrefix("/api/")
        ? .init(body: PullTests.listing(#", {"rfilename": "../../../escape.json", "size": 1, "blobId": "x"}"#))
        : PullTests.wellBehaved(seen)
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(!server.requests.contains { $0.path.contains("escape") })
  }

  @Test(arguments: [
    (#"{"sha": "../../x", "siblings": []}"#, "E7506"), ("[", "E7506"),
    (#"{"sha": "0123456789abcdef0123456789abcdef01234567"}"#, "E7506"),
    (#"{"sha": "0123456789abcdef0123456789abcdef01234567", "siblings": []}"#, "E7507"),
  ])
  func aListingThatMakesNoSenseIsRefused(_ listing: String, _ code: String) throws {
    let server = try HubServer { _, _ in .init(body: Data(listing.utf8)) }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error[\(code)]"), "\(result.output)")
  }

  @Test(arguments: [(404, "E7502"), (401, "E7503"), (500, "E7505")])
  func aRefusalIsToldInWords(_ status: Int, _ code: String) throws {
    let server = try HubServer { _, _ in .init(status: status) }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error[\(code)]"), "\(result.output)")
  }

  @Test(arguments: ["../gpt2", "a/b/c", "", "x y", ".hidden", "a/..", "a--b"])
  func aNameThatIsNoRepositoryIsRefused(_ name: String) throws {
    let server = try HubServer { _, _ in .init(status: 404) }
    let result = try pull(server, model: name)
    #expect(result.code != 0)
    #expect(server.requests.isEmpty)
  }
}
