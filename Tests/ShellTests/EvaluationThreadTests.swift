import Synchronization
import Testing
import WeirLanguage
import WeirText

@testable import WeirShell

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work that does not end after Ctrl-C is left behind; nothing here waits for a time, only for what happens.
@Suite struct EvaluationThreadTests {
  /// A person who presses Ctrl-C, and a piece of work that hears nothing until it is let go.
  private final class Scene: Sendable {
    private let isPressed = Atomic<Bool>(false)
    private let isLetGo = Atomic<Bool>(false)
    private let hasBegun = Atomic<Bool>(false)
    private let hasEnded = Atomic<Bool>(false)
    let interrupt = InterruptCheck()

    func press() { isPressed.store(true, ordering: .sequentiallyConsistent) }
    func letGo() { isLetGo.store(true, ordering: .sequentiallyConsistent) }
    var workHasEnded: Bool { hasEnded.load(ordering: .sequentiallyConsistent) }

    /// Work that presses Ctrl-C as soon as it runs.
    func deafWork() -> Int {
      hasBegun.store(true, ordering: .sequentiallyConsistent)
      press()
      while !isLetGo.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
      hasEnded.store(true, ordering: .sequentiallyConsistent)
      return 1
    }

    func thread() -> EvaluationThread {
      EvaluationThread(
        interrupt: interrupt,
        signals: InterruptSignals(
          take: { self.isPressed.exchange(false, ordering: .sequentiallyConsistent) }, wait: { _ in usleep(1_000) },
          wake: {}, setWorking: { _ in }))
    }
  }

  @Test func workThatDoesNotEndAfterAnInterruptHoldsNobodyUp() throws {
    let scene = Scene()
    let thread = scene.thread()
    #expect(throws: Interrupted.self) { try thread.run { scene.deafWork() } }
    #expect(thread.hasLeftWork && thread.heardInterrupt && !scene.workHasEnded)
    // The request stands as long as the work goes on.
    #expect(scene.interrupt.isRaised && !scene.interrupt.withdraw())
    #expect(!thread.isFree(within: 0.01))
    scene.letGo()
    #expect(thread.isFree(within: 60) && !thread.hasLeftWork && !scene.interrupt.isRaised)
  }

  @Test func theNextWorkBeginsWhenTheOneThatWasLeftHasEnded() throws {
    let scene = Scene()
    let thread = scene.thread()
    #expect(throws: Interrupted.self) { try thread.run { scene.deafWork() } }
    var isTold = false
    thread.watch = { work in
      guard let work, work.isLeft else { return }
      isTold = true
      scene.letGo()
    }
    #expect(try thread.run { scene.workHasEnded })
    #expect(isTold && !thread.hasLeftWork && !thread.heardInterrupt)
  }

  @Test func whoDoesNotWantToWaitForWorkThatWasLeftGetsThePromptBack() throws {
    let scene = Scene()
    let thread = scene.thread()
    #expect(throws: Interrupted.self) { try thread.run { scene.deafWork() } }
    scene.press()
    let hasRun = Mutex(false)
    #expect(throws: Interrupted.self) { try thread.run { hasRun.withLock { $0 = true } } }
    #expect(!hasRun.withLock { $0 } && thread.hasLeftWork && thread.heardInterrupt && !scene.workHasEnded)
    scene.letGo()
    #expect(try thread.run { 7 } == 7)
  }

  @Test func workThatTakesTheRequestBackGoesOn() throws {
    let scene = Scene()
    let thread = scene.thread()
    let value = try thread.run {
      scene.press()
      while !scene.interrupt.withdraw() { usleep(100) }
      // Longer than work may take that was told to stop.
      usleep(100_000)
      return 3
    }
    #expect(value == 3 && thread.heardInterrupt && !thread.hasLeftWork)
  }

  @Test func workThatHasLentTheTerminalIsNotStoppedByItsKeys() throws {
    let scene = Scene()
    let thread = scene.thread()
    let value = try thread.run {
      thread.lendingTerminal {
        scene.press()
        usleep(100_000)
        return 4
      }
    }
    #expect(value == 4 && !thread.heardInterrupt && !scene.interrupt.isRaised)
  }

  @Test func aKeyPressedBeforeTheWorkBeginsStopsIt() throws {
    let scene = Scene()
    let thread = scene.thread()
    scene.press()
    // Pressed before it began, the key is meant for it.
    #expect(throws: Interrupted.self) {
      try thread.run {
        while !scene.interrupt.isRaised { usleep(100) }
        throw Interrupted()
      }
    }
    #expect(thread.heardInterrupt && !thread.hasLeftWork && !scene.interrupt.isRaised)
  }
}
