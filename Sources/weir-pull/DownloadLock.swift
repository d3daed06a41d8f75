import Foundation

/// Keeps others from fetching the same content at the same time: a lock on a file where the hub's own tools lock it, too.
///
///     .locks/models--gpt2/<digest>.lock
final class DownloadLock {
  private let descriptor: Int32

  /// Waits until nobody else holds it; `waiting` is called once if somebody does.
  /// - Throws: `PullProblem.cannotWrite`.
  init(_ digest: String, of cache: HubCache, waiting: () -> Void) throws {
    let folder = cache.folder.deletingLastPathComponent().appending(path: ".locks/\(cache.folder.lastPathComponent)")
    let path = folder.appending(path: "\(digest).lock").path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw PullProblem.cannotWrite(path: folder.path, reason: error.localizedDescription)
    }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw PullProblem.cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    waiting()
    while flock(descriptor, LOCK_EX) != 0 {
      // Where the file system knows no locks, the digest still decides what is put in place.
      guard errno == EINTR else { return }
    }
  }

  deinit { close(descriptor) }
}
