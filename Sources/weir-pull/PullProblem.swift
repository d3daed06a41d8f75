import WeirText

/// What can go wrong when a model is fetched.
enum PullProblem: Problem {
  case badName(String)
  case notFound(repository: String, revision: String, endpoint: String)
  case notAllowed(repository: String, hasToken: Bool)
  case unreachable(url: String, reason: String)
  case badStatus(url: String, status: Int)
  case badListing(repository: String, reason: String)
  case noWeights(repository: String, files: [String])
  case noDescription(file: String)
  case wrongDigest(file: String, expected: String, found: String)
  case tooLong(file: String, expected: Int)
  case broken(file: String, received: Int, expected: Int?, reason: String)
  case cannotWrite(path: String, reason: String)

  var code: String {
    switch self {
    case .badName: "E7501"
    case .notFound: "E7502"
    case .notAllowed: "E7503"
    case .unreachable: "E7504"
    case .badStatus: "E7505"
    case .badListing: "E7506"
    case .noWeights: "E7507"
    case .noDescription: "E7508"
    case .wrongDigest: "E7509"
    case .tooLong: "E7510"
    case .broken: "E7511"
    case .cannotWrite: "E7512"
    }
  }

  var message: String {
    switch self {
    case .badName(let name): "`\(name)` is no repository name; one looks like `gpt2` or `EleutherAI/pythia-70m`"
    case .notFound(let repository, let revision, let endpoint):
      "\(endpoint) has no repository `\(repository)` with a revision `\(revision)`"
    case .notAllowed(let repository, let hasToken):
      hasToken
        ? "the token in use may not read `\(repository)`"
        : "`\(repository)` is not open to everyone (or does not exist)"
    case .unreachable(let url, let reason): "cannot reach \(url): \(reason)"
    case .badStatus(let url, let status): "\(url) answered with status \(status)"
    case .badListing(let repository, let reason): "the list of files of `\(repository)` makes no sense: \(reason)"
    case .noWeights(let repository, _): "`\(repository)` holds no weights that Weir reads"
    case .noDescription(let file): "the server says neither the size nor the digest of `\(file)`"
    case .wrongDigest(let file, let expected, let found):
      "`\(file)` arrived damaged: its digest is \(found.prefix(12))…, it should be \(expected.prefix(12))…"
    case .tooLong(let file, let expected): "`\(file)` is longer than the \(expected) bytes that were announced"
    case .broken(let file, let received, let expected, let reason):
      "`\(file)` broke off after \(received)\(expected.map { " of \($0)" } ?? "") bytes: \(reason)"
    case .cannotWrite(let path, let reason): "cannot write `\(path)`: \(reason)"
    }
  }

  var help: [String] {
    switch self {
    case .badName: ["type `weir pull gpt2`"]
    case .notFound: ["look at the name on the hub's page; another revision is chosen by `--revision NAME`"]
    case .notAllowed: ["ask for access on its page, then set HF_TOKEN to a token of yours"]
    case .unreachable: ["look at the network; another hub is chosen by HF_ENDPOINT"]
    case .badStatus, .badListing, .noDescription: []
    case .noWeights(_, let files): files.isEmpty ? [] : ["it has: " + files.prefix(8).joined(separator: ", ")]
    case .wrongDigest: ["what arrived was removed; run the same command again"]
    case .tooLong: ["what arrived was removed; the server may not be the one you think"]
    case .broken: ["run the same command again: it goes on where this one stopped"]
    case .cannotWrite: ["another folder is chosen by HF_HUB_CACHE"]
    }
  }
}
