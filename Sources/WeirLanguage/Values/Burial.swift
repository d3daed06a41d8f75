// Freeing a list that holds a list that holds a list ... must not recurse as deep as the user built it. Boxes free their
// contents through here: down to a fixed depth directly, below that one after the other from a pile.

import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Burial {
  /// What one thread is freeing.
  private final class Pile {
    var depth = 0
    var waiting: [[Value]] = []
  }

  /// Deep enough that ordinary data is freed directly, shallow enough for the smallest thread stacks.
  private static let directDepth = 200

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      let raw: UnsafeMutableRawPointer? = pointer
      if let raw { Unmanaged<Pile>.fromOpaque(raw).release() }
    }
    return key
  }()

  private static func pile() -> Pile {
    if let pointer = pthread_getspecific(key) { return Unmanaged<Pile>.fromOpaque(pointer).takeUnretainedValue() }
    let pile = Pile()
    pthread_setspecific(key, Unmanaged.passRetained(pile).toOpaque())
    return pile
  }

  /// Frees the values of a box that is going away.
  ///
  /// They come by value: holding a box's field open for the whole of a deep burial costs quadratic time.
  static func bury(_ values: consuming [Value]) {
    // Somebody who asked to stop does not wait until millions of values are freed.
    if values.count > 1 << 14, Interrupt.isRequested { return Interrupt.release(values) }
    let pile = pile()
    guard pile.depth < directDepth else {
      pile.waiting.append(values)
      return
    }
    pile.depth += 1
    free(values)
    while pile.depth == 1, let next = pile.waiting.popLast() { free(next) }
    pile.depth -= 1
  }

  /// Frees values before it returns.
  ///
  /// Optimised code may otherwise let them go after the caller has counted its depth down again, which takes the bound
  /// away.
  @_optimize(none)
  private static func free(_ values: consuming [Value]) {
    _ = consume values
  }
}
