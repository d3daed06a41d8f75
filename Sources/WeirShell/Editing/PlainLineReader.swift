import CLineEditor
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The second line editor: prompt and line, nothing else.
///
/// It serves dumb terminals, and output that is not a terminal.
public final class PlainLineReader: LineEditor {
  public weak var delegate: (any LineEditorDelegate)?
  public let ownsTerminal = false
  private let descriptor: Int32
  private let show: (String) -> Void
  private let hear: () -> Void
  private var pending: [UInt8] = []
  private var hasEnded = false

  /// Reads from a descriptor, shows prompts by `show`, and says by `hear` that a line has ended.
  public init(
    descriptor: Int32 = STDIN_FILENO, show: @escaping (String) -> Void, hear: @escaping () -> Void = {}
  ) {
    self.descriptor = descriptor
    self.show = show
    self.hear = hear
  }

  public func remember(_ entry: String) {}

  public func read(_ prompt: Prompt) -> LineInput {
    var entry: [UInt8] = []
    show(prompt.text)
    while true {
      switch nextLine() {
      case .interrupted:
        show("^C\n")
        return .interrupted(hadText: !entry.isEmpty)
      case .end where entry.isEmpty: return .end
      case .end: return finished(entry)
      case .line(let line):
        hear()
        entry += (entry.isEmpty ? [] : [UInt8(ascii: "\n")]) + line
        let text = String(validating: entry, as: UTF8.self)
        guard let text, case .incomplete = delegate?.completeness(of: text) else { return finished(entry) }
        show(prompt.continuation)
      }
    }
  }

  private enum Line {
    case line([UInt8])
    case interrupted
    case end
  }

  private func finished(_ entry: [UInt8]) -> LineInput {
    guard let offset = UTF8Validation.firstInvalidOffset(in: entry) else {
      return .entry(String(decoding: entry, as: UTF8.self))
    }
    return .invalid(InvalidUTF8(offset: offset, byte: entry[offset], sourceName: "the line"))
  }

  private func nextLine() -> Line {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeFirst(end + 1) }
        return .line(Array(pending[..<end]))
      }
      if hasEnded {
        defer { pending = [] }
        return pending.isEmpty ? .end : .line(pending)
      }
      if weir_interrupt_take() {
        pending = []
        return .interrupted
      }
      if weir_wait_for_input(descriptor) { fill() }
    }
  }

  private func fill() {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = Self.readSome(descriptor, buffer)
      if count > 0 { pending += buffer[..<count] }
      // A terminal's end of input may be followed by more, but an entry that it cuts off is over.
      if count == 0 || (count < 0 && errno != EINTR) { hasEnded = true }
    }
  }

  private static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
