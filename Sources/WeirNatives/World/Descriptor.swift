#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writing to an open file, pipe or terminal until everything is written.
public enum Descriptor {
  /// Why a write failed.
  public struct Failure: Sendable {
    /// The system's number: `EPIPE`, `ENOSPC`.
    public let code: Int32
    /// The system's words, lower-cased to stand in a sentence.
    public var reason: String { Descriptor.reason(code) }
  }

  /// Writes everything, going on after a call that a signal interrupted or that found a pipe full; what went wrong
  /// when it could not.
  public static func write(_ bytes: [UInt8], to descriptor: Int32) -> Failure? { write(bytes[...], to: descriptor) }

  /// Writes a part of some bytes.
  public static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Failure? {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]))
        if count >= 0 {
          done += count
        } else if errno == EAGAIN {
          var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&place, 1, 100)
        } else if errno != EINTR {
          return Failure(code: errno)
        }
      }
      return nil
    }
  }

  /// So many bytes can be written at once to what is ready, without waiting.
  public static let readyBytes = 4096

  /// Whether `readyBytes` can be written within so many milliseconds: to a file always, to a pipe when there is room.
  public static func isReady(_ descriptor: Int32, within milliseconds: Int32 = 0) -> Bool {
    var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&place, 1, milliseconds) == 1
  }

  /// An error of the system in its own words: `no space left on device`.
  static func reason(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
