import WeirText

/// A file of a repository, with what the hub says of its content.
struct HubFile {
  let name: String
  /// Bytes; nil when the listing leaves it out.
  var size: Int?
  /// What the hub names the content by, and which digest that is; nil when the listing leaves it out.
  var digest: String?
  var kind: Digest.Kind

  /// Everything but weights that a model folder can hold and Weir reads.
  static let descriptions = [
    "README.md", "added_tokens.json", "config.json", "merges.txt", "preprocessor_config.json",
    "sentencepiece.bpe.model", "special_tokens_map.json", "spiece.model", "tokenizer.json", "tokenizer.model",
    "tokenizer_config.json", "vocab.json", "vocab.txt",
  ]

  /// Reads an entry of the listing; nil for one in a folder or with a name that is not a plain file's.
  init?(_ entry: JSON) {
    guard let name = entry["rfilename"]?.string, !name.isEmpty, !name.hasPrefix("."),
      !name.contains(where: { $0 == "/" || $0 == "\\" || $0 == "\0" })
    else { return nil }
    self.name = name
    func size(_ entry: JSON) -> Int? { entry["size"]?.integer.flatMap { $0 >= 0 ? $0 : nil } }
    if let stored = entry["lfs"], let digest = stored["sha256"]?.string, Hub.isDigest(digest) {
      self.digest = digest
      self.size = size(stored) ?? size(entry)
      kind = .sha256
    } else {
      digest = entry["blobId"]?.string.flatMap { Hub.isDigest($0) ? $0 : nil }
      self.size = size(entry)
      kind = .gitBlob
    }
  }

  /// Fills what a listing left out from the headers of the file itself.
  func described(at url: String, token: String?) throws -> HubFile {
    guard size == nil || digest == nil else { return self }
    let answer = Request(url: url, token: token, isHead: true, followsRedirects: false).send()
    guard answer.status != 0 else { throw PullProblem.unreachable(url: url, reason: answer.fault ?? "no answer") }
    guard answer.status < 400 else { throw PullProblem.badStatus(url: url, status: answer.status) }
    let headers = answer.headers
    let tag = (headers["x-linked-etag"] ?? headers["etag"] ?? "").filter { $0.isHexDigit }
    var file = self
    file.size = (headers["x-linked-size"] ?? headers["content-length"]).flatMap { Int($0) }
      .flatMap { $0 >= 0 ? $0 : nil }
    file.digest = Hub.isDigest(tag) ? tag : nil
    file.kind = tag.count == 64 ? .sha256 : .gitBlob
    guard file.size != nil, file.digest != nil else { throw PullProblem.noDescription(file: name) }
    return file
  }
}
