import Foundation

/// Where models are fetched from, and who asks.
struct Hub {
  let endpoint: String
  let token: String?

  init(environment: [String: String]) {
    let wanted = environment["HF_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 } ?? "https://huggingface.co"
    endpoint = wanted.hasSuffix("/") ? String(wanted.dropLast()) : wanted
    if let token = environment["HF_TOKEN"], !token.isEmpty {
      self.token = token
    } else {
      let file = HubCache.root(environment).deletingLastPathComponent().appending(path: "token")
      token = (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The address of a file at a commit.
  func url(of file: HubFile, in repository: HubRepository) -> String {
    "\(endpoint)/\(repository.name)/resolve/\(repository.commit)/\(Hub.escaped(file.name))"
  }

  /// A path segment in which everything but letters, digits and `-._~` is percent-encoded.
  static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(
      withAllowedCharacters: .init(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))
      ?? text
  }

  /// Whether a text is a SHA-1 or SHA-256 in lower-case hexadecimal: safe as a file name.
  static func isDigest(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64)
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Whether a text can name a repository: one or two parts of letters, digits and `-._`, none of them `.` or `..`.
  static func isRepositoryName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in
        !part.isEmpty && !part.hasPrefix(".") && !part.contains("..") && !part.contains("--") && part.utf8.count <= 96
          && part.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
              || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
          }
      }
  }

  /// Whether a text can be a revision without leaving the folder `refs`.
  static func isRevision(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && !text.hasPrefix("/") && !text.contains("..") && !text.contains("\0")
      && !text.contains("//") && !text.hasSuffix("/")
  }
}
