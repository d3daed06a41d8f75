import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension EvaluationThread {
  /// What the two threads share.
  ///
  /// The mutex and the condition order every access to the work, and `isDone` what the work has made.
  final class Exchange: @unchecked Sendable {
    private var mutex = pthread_mutex_t()
    private var condition = pthread_cond_t()
    private var work: (() -> Void)?
    private let isDone = Atomic<Bool>(true)
    let isTerminalLent = Atomic<Bool>(false)
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) {
      self.wake = wake
      pthread_mutex_init(&mutex, nil)
      pthread_cond_init(&condition, nil)
    }

    func submit(_ work: @escaping () -> Void) {
      isDone.store(false, ordering: .sequentiallyConsistent)
      pthread_mutex_lock(&mutex)
      self.work = work
      pthread_cond_signal(&condition)
      pthread_mutex_unlock(&mutex)
    }

    var hasFinished: Bool { isDone.load(ordering: .sequentiallyConsistent) }

    func serve() -> Never {
      while true {
        runNext()
        isDone.store(true, ordering: .sequentiallyConsistent)
        wake()
      }
    }

    /// Runs the next piece of work, and lets go of what it holds before it counts as done.
    @inline(never)
    private func runNext() { take()() }

    private func take() -> () -> Void {
      pthread_mutex_lock(&mutex)
      defer { pthread_mutex_unlock(&mutex) }
      while true {
        if let next = work {
          work = nil
          return next
        }
        pthread_cond_wait(&condition, &mutex)
      }
    }
  }
}
