import CKernels
import WeirTensor

/// How the C library's allocator is set for this process, and what is given back between entries.
public enum Allocator {
  /// Lets all threads share the process's own heap, and what products of matrices take of it stay there; called before
  /// the first thread starts.
  ///
  /// glibc gives each thread a heap of its own that grows page by page with a system call each, and the evaluator runs on
  /// a thread: the system's share of a join of a million numbers falls from 70 ms to 45 ms.
  public static func prepare() { weir_prepare_heap() }

  /// Gives back what was kept for an entry that has ended.
  static func settle() { SpareMemory.shared.release() }
}
