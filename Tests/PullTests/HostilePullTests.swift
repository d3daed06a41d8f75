import Foundation
import Testing

/// Servers, caches and moments that nobody wishes for.
extension PullTests {
  /// A pull that must end with an error, and leave no file in the snapshot.
  private func refused(_ server: HubServer, _ code: String, _ options: [String] = []) throws {
    let result = try pull(server, options: options)
    #expect(result.code == 1)
    #expect(result.output.contains("error[\(code)]"), "\(result.output)")
    #expect(result.file("model.safetensors") == nil)
  }

  @Test func contentThatChangesBetweenTwoPartsIsNotPutTogether() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      guard seen.path.hasSuffix("safetensors") else { return reply }
      if earlier == 0 { reply.cutAfter = 70_000 }
      if earlier == 1 { reply.body = Data(reply.body.reversed()) }
      reply.headers["ETag"] = "\"part-\(earlier)\""
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 1)
    #expect(result.output.contains("error[E7509]"), "\(result.output)")
    #expect(result.file("model.safetensors") == nil)
    let again = try pull(server, cache: result.cache)
    #expect(again.code == 0, "\(again.output)")
    #expect(again.file("model.safetensors") == PullTests.weights)
  }

  @Test(arguments: [200_000, 200_001, 900_000]) func aPartThatIsTooLongIsFetchedAnew(length: Int) throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let cache = folder.url.appending(path: "long-\(length)")
    let blobs = cache.appending(path: "models--gpt2/blobs")
    try FileManager.default.createDirectory(at: blobs, withIntermediateDirectories: true)
    try Data(count: length).write(to: blobs.appending(path: "\(PullTests.weightsDigest).incomplete"))
    // A part of the right length and of other content is noticed by its digest, and gone at the second try.
    var result = try pull(server, cache: cache)
    if length == PullTests.weights.count {
      #expect(result.output.contains("error[E7509]"), "\(result.output)")
      result = try pull(server, cache: cache)
    }
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
  }

  @Test func aServerThatSaysThatNothingIsLeftIsAskedAnew() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      guard seen.path.hasSuffix("safetensors") else { return reply }
      if earlier == 0 { reply.cutAfter = 70_000 }
      return earlier == 1 ? .init(status: 416) : reply
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
  }

  @Test func packedContentThatNobodyAskedForIsNotKept() throws {
    let packed = Data([0x1f, 0x8b, 8, 0]) + PullTests.weights.prefix(1000)
    let server = try HubServer { seen, _ in
      seen.path.hasSuffix("safetensors")
        ? .init(headers: ["Content-Encoding": "gzip"], body: packed, resumes: false) : PullTests.wellBehaved(seen)
    }
    try refused(server, "E7511")
    #expect(server.requests.allSatisfy { $0.headers["accept-encoding"] == nil })
  }

  @Test func contentInChunksArrives() throws {
    let server = try HubServer { seen, earlier in
      var reply = PullTests.wellBehaved(seen)
      reply.isChunked = true
      if seen.path.hasSuffix("safetensors"), earlier == 0 { reply.cutAfter = 70_000 }
      return reply
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
  }

  @Test func aFullDiskIsSaidAndTheRestFollowsLater() throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let full = try pull(server, limitedTo: 100)
    #expect(full.code == 1)
    #expect(full.output.contains("error[E7512]: cannot write"), "\(full.output)")
    let result = try pull(server, cache: full.cache)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model.safetensors") == PullTests.weights)
  }

  @Test func aCacheThatCannotBeWrittenIsSaid() throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let file = folder.url.appending(path: "file")
    try Data("x".utf8).write(to: file)
    let result = try pull(server, cache: file.appending(path: "hub"))
    #expect(result.code == 1)
    #expect(result.output.contains("error[E7512]: cannot write"), "\(result.output)")
    #expect(result.output.contains("HF_HUB_CACHE"), "\(result.output)")
  }

  @Test func twoPullsAtOnceFetchTheContentOnce() async throws {
    let server = try HubServer { seen, _ in
      var reply = PullTests.wellBehaved(seen)
      if seen.path.hasSuffix("safetensors") { reply.delay = 0.5 }
      return reply
    }
    let cache = folder.url.appending(path: "shared")
    let results = try await withThrowingTaskGroup(of: Pull.self) { group in
      for _ in 0..<3 { group.addTask { try self.pull(server, cache: cache) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for result in results {
      #expect(result.code == 0, "\(result.output)")
      #expect(result.file("model.safetensors") == PullTests.weights)
    }
    #expect(server.requests.filter { $0.path.hasSuffix("safetensors") }.count == 1)
  }

  @Test func aRevisionWithSlashesIsRemembered() throws {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    let result = try pull(server, options: ["--revision", "refs/pr/1"])
    #expect(result.code == 0, "\(result.output)")
    #expect(server.requests.first?.path.contains("/revision/refs%2Fpr%2F1?") == true)
    let ref = result.cache.appending(path: "models--gpt2/refs/refs/pr/1")
    #expect(try String(contentsOf: ref, encoding: .utf8) == PullTests.commit)
  }

  @Test(arguments: ["../../etc", "/main", "a//b", "a/"]) func aRevisionThatLeavesItsFolderIsRefused(name: String) throws
  {
    let server = try HubServer { seen, _ in PullTests.wellBehaved(seen) }
    try refused(server, "E7502", ["--revision", name])
    #expect(server.requests.isEmpty)
  }

  @Test func anIndexCannotAskForFilesOutsideOfTheFolder() throws {
    let index = Data(#"{"weight_map": {"a": "../../../escape", "b": "model-00001-of-00001.safetensors"}}"#.utf8)
    let digest = PullTests.digest("git", ["hash-object", "--stdin"], index)
    let listing = Data(
      """
      {"sha": "\(PullTests.commit)", "siblings": [
        {"rfilename": "config.json", "size": \(PullTests.config.count), "blobId": "\(PullTests.configDigest)"},
        {"rfilename": "model.safetensors.index.json", "size": \(index.count), "blobId": "\(digest)"},
        {"rfilename": "model-00001-of-00001.safetensors", "size": \(PullTests.weights.count),
         "lfs": {"sha256": "\(PullTests.weightsDigest)", "size": \(PullTests.weights.count)}}]}
      """.utf8)
    let server = try HubServer { seen, _ in
      if seen.path.hasPrefix("/api/") { return .init(body: listing) }
      if seen.path.hasSuffix("index.json") { return .init(body: index) }
      return seen.path.hasSuffix("safetensors") ? .init(body: PullTests.weights) : PullTests.wellBehaved(seen)
    }
    let result = try pull(server)
    #expect(result.code == 0, "\(result.output)")
    #expect(result.file("model-00001-of-00001.safetensors") == PullTests.weights)
    #expect(!server.requests.contains { $0.path.contains("escape") })
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
  func aRedirectToAnotherProtocolIsNotFollowed(location: String) throws {
    let server = try HubServer { seen, _ in
      seen.path.hasSuffix("safetensors")
        ? .init(status: 302, headers: ["Location": location]) : PullTests.wellBehaved(seen)
    }
    try refused(server, "E7505")
  }

  @Test func aSizeBelowNothingIsNoSize() throws {
    let listing = String(decoding: PullTests.listing(), as: UTF8.self)
      .replacing("\"size\": \(PullTests.weights.count)", with: "\"size\": -5")
    let server = try HubServer { seen, _ in
      seen.path.hasPrefix("/api/") ? .init(body: Data(listing.utf8)) : PullTests.wellBehaved(seen)
    }
    try refused(server, "E7508")
  }
}
