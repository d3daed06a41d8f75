/// Amounts of memory in words.
enum MemorySize {
  /// `640 B`, `1.5 kB`, `31.2 MB`.
  static func text(_ byteCount: Int) -> String {
    let bytes = Double(byteCount)
    switch byteCount {
    case ..<1_000: return "\(byteCount) B"
    case ..<1_000_000: return "\((bytes / 100).rounded() / 10) kB"
    case ..<1_000_000_000: return "\((bytes / 1e5).rounded() / 10) MB"
    default: return "\((bytes / 1e8).rounded() / 10) GB"
    }
  }
}
