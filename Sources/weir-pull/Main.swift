import ArgumentParser
import Foundation
import WeirText

/// Fetches a model from the hub into the cache that Hugging Face's tools use.
///
/// `weir pull` starts it, so that the shell itself carries no network.
@main
struct WeirPull: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weir-pull", abstract: "Fetch a model from the Hugging Face hub into its usual cache.",
    discussion: """
      HF_ENDPOINT chooses the hub, HF_TOKEN (or the token file of the hub's own tools) says who asks, and \
      HF_HUB_CACHE, HF_HOME or XDG_CACHE_HOME say where the cache is.
      """)

  @Argument(help: "A repository, such as gpt2 or EleutherAI/pythia-70m.")
  var model: String

  @Option(help: "A branch, tag or commit.")
  var revision = "main"

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func run() throws {
    do {
      try pull()
    } catch let problem as any Problem {
      FileHandle.standardError.write(Data(WeirPull.sentence(problem).utf8))
      throw ExitCode.failure
    }
  }

  private func pull() throws {
    // A limit on the size of files is then an error of writing, with its message, and no end without one.
    signal(SIGXFSZ, SIG_IGN)
    guard Hub.isRepositoryName(model) else { throw PullProblem.badName(model) }
    guard Hub.isRevision(revision) else {
      throw PullProblem.notFound(repository: model, revision: revision, endpoint: "the hub")
    }
    let environment = ProcessInfo.processInfo.environment
    let hub = Hub(environment: environment)
    let repository = try HubRepository.listed(model, revision: revision, on: hub)
    let cache = HubCache(repository: model, environment: environment)
    let files = try repository.needed()
    try cache.prepare(commit: repository.commit)

    let progress = ProgressLine(isShown: !quiet && isatty(2) == 1)
    defer { progress.clear() }
    for listed in files {
      let url = hub.url(of: listed, in: repository)
      let file = try listed.described(at: url, token: hub.token)
      guard let size = file.size, let digest = file.digest else { throw PullProblem.noDescription(file: file.name) }
      let blob = cache.blob(digest)
      let lock = try DownloadLock(digest, of: cache) {
        guard !quiet else { return }
        FileHandle.standardError.write(Data("\(file.name) is being fetched by another program; waiting for it\n".utf8))
      }
      defer { withExtendedLifetime(lock) {} }
      // Asked for only now: another program may have brought it meanwhile.
      if !FileManager.default.fileExists(atPath: blob.path) {
        let download = BlobDownload(file: file, url: url, token: hub.token, target: blob, progress: progress)
        try download.run(size: size, digest: digest)
      }
      try cache.link(file.name, to: digest, commit: repository.commit)
      progress.clear()
      if !quiet { print("\(file.name)  \(progress.size(size))") }
    }
    try cache.remember(revision: revision, commit: repository.commit)
    if !quiet { print("\(model) is at \(cache.snapshot(repository.commit).path)") }
  }

  /// A problem as the shell would draw it, without a place in a program.
  private static func sentence(_ problem: any Problem) -> String {
    (["error[\(problem.code)]: \(problem.message)"] + problem.help.map { "  help: \($0)" }).joined(separator: "\n")
      + "\n"
  }
}
