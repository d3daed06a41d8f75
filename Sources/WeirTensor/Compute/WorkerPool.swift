import CKernels
import Synchronization
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Weir's own threads, one a core: the caller and `threadCount - 1` workers take numbered tasks until none is left.
///
/// Tasks never share a number that both write, so results do not depend on how many threads there are. Workers spin for
/// some microseconds after a job, because products of a forward pass follow each other closely, and sleep after that.
/// A job that is started from within a job runs on its caller alone.
public final class WorkerPool: @unchecked Sendable {
  /// The pool of this process, with one thread a core or as many as `WEIR_THREADS` says.
  public static let shared = WorkerPool(threadCount: coreCount())

  public let threadCount: Int

  /// A job's tasks: the next number to take, and how many there are.
  private struct Job {
    var body: UnsafeRawPointer?
    var count = 0
    var isOpen = false
    var ahead: ReadAhead?
  }

  private var job = Job()
  private let next = Atomic<Int>(0)
  private let nextPiece = Atomic<Int>(0)
  private let generation = Atomic<Int>(0)
  private let active = Atomic<Int>(0)
  private let isBusy = Atomic<Bool>(false)
  private let hasStarted = Atomic<Bool>(false)
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let wakeUp: UnsafeMutablePointer<pthread_cond_t>
  private let finished: UnsafeMutablePointer<pthread_cond_t>

  /// Spins before sleeping; about 0.3 ms, since waking a thread takes up to a tenth of that.
  private static let patience = 20_000

  public init(threadCount: Int) {
    self.threadCount = max(1, threadCount)
    mutex = .allocate(capacity: 1)
    wakeUp = .allocate(capacity: 1)
    finished = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wakeUp, nil)
    pthread_cond_init(finished, nil)
  }

  /// Starts the threads, each of which makes the product library's first, slow call while others go on.
  public func warmUp() {
    guard !hasStarted.exchange(true, ordering: .acquiringAndReleasing) else { return }
    for _ in 1..<max(2, threadCount) {
      startThread()
    }
  }

  /// Runs `task(0)` to `task(count - 1)` on all threads and returns when all have ended.
  ///
  /// Throws when an interrupt was requested; the tasks that had not begun are then left out.
  public func run(_ count: Int, _ task: (Int) -> Void) throws(Interrupted) { try run(count, ahead: nil, task) }

  /// The same, where threads that wait ask for what comes next.
  func run(_ count: Int, ahead: ReadAhead?, _ task: (Int) -> Void) throws(Interrupted) {
    weir_use_one_thread()
    guard count > 1, threadCount > 1, !isBusy.exchange(true, ordering: .acquiringAndReleasing) else {
      for index in 0..<count {
        try Interrupt.check()
        task(index)
      }
      return
    }
    warmUp()
    withoutActuallyEscaping(task) { task in
      withUnsafePointer(to: task) { body in
        open(Job(body: UnsafeRawPointer(body), count: count, isOpen: true, ahead: ahead))
        takeTasks(body.pointee, count)
        close(ahead)
      }
    }
    isBusy.store(false, ordering: .releasing)
    try Interrupt.check()
  }

  private func open(_ job: Job) {
    pthread_mutex_lock(mutex)
    self.job = job
    next.store(0, ordering: .relaxed)
    nextPiece.store(0, ordering: .relaxed)
    generation.add(1, ordering: .releasing)
    pthread_cond_broadcast(wakeUp)
    pthread_mutex_unlock(mutex)
  }

  /// Lets no further worker in and waits for those inside.
  private func close(_ ahead: ReadAhead?) {
    pthread_mutex_lock(mutex)
    job.isOpen = false
    pthread_mutex_unlock(mutex)
    spin(ahead) { active.load(ordering: .acquiring) == 0 }
    pthread_mutex_lock(mutex)
    while active.load(ordering: .acquiring) > 0 { pthread_cond_wait(finished, mutex) }
    job.body = nil
    pthread_mutex_unlock(mutex)
  }

  /// Waits for something that is near, and brings closer what is read then.
  @inline(__always)
  private func spin(_ ahead: ReadAhead?, until isReached: () -> Bool) {
    var (spins, mayAsk) = (0, ahead != nil)
    while !isReached(), spins < Self.patience {
      if let ahead, mayAsk {
        let piece = nextPiece.add(1, ordering: .relaxed).oldValue
        mayAsk = piece < ahead.count
        if mayAsk { ahead.ask(piece) }
      } else {
        spins += 1
        weir_pause()
      }
    }
  }

  private func takeTasks(_ task: (Int) -> Void, _ count: Int) {
    while !Interrupt.isRequested {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      task(index)
    }
  }

  private func work() {
    weir_use_one_thread()
    Product.makeFirstLibraryCall()
    var seen = 0
    var ahead: ReadAhead?
    while true {
      spin(ahead) { generation.load(ordering: .acquiring) != seen }
      pthread_mutex_lock(mutex)
      while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(wakeUp, mutex) }
      seen = generation.load(ordering: .acquiring)
      let current = job
      ahead = current.ahead
      if current.isOpen { active.add(1, ordering: .acquiringAndReleasing) }
      pthread_mutex_unlock(mutex)
      guard current.isOpen, let body = current.body else { continue }
      takeTasks(body.assumingMemoryBound(to: ((Int) -> Void).self).pointee, current.count)
      pthread_mutex_lock(mutex)
      active.subtract(1, ordering: .acquiringAndReleasing)
      pthread_cond_signal(finished)
      pthread_mutex_unlock(mutex)
    }
  }

  private func startThread() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let pool = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Glibc)
      var thread = pthread_t()
      pthread_create(&thread, &attributes, { pool in WorkerPool.enter(pool) }, pool)
    #else
      var thread: pthread_t?
      pthread_create(&thread, &attributes, { pool in WorkerPool.enter(pool) }, pool)
    #endif
    pthread_attr_destroy(&attributes)
  }

  private static func enter(_ pool: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pool { Unmanaged<WorkerPool>.fromOpaque(pool).takeUnretainedValue().work() }
    return nil
  }

  private static func coreCount() -> Int {
    if let text = getenv("WEIR_THREADS"), let wanted = Int(String(cString: text)), wanted > 0 {
      return min(wanted, 256)
    }
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
