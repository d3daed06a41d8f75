import CZlib

/// A zlib stream that is unpacked a stretch at a time, so that a small file cannot ask for much memory.
final class Inflation {
  private var stream = z_stream()
  private var hasEnded = false

  /// Nil when there is no memory for it.
  init?() {
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  }

  deinit { inflateEnd(&stream) }

  enum Outcome {
    /// The stretch is full.
    case full
    /// More input is wanted; so many bytes are there already.
    case hungry(Int)
    /// The stream ends before the stretch is full.
    case ended
    /// It is no zlib stream.
    case broken
  }

  /// Fills `target` from `start` on with what `input` unpacks to, and takes what was used off `input`.
  func fill(_ target: inout [UInt8], from start: Int, _ input: inout ArraySlice<UInt8>) -> Outcome {
    guard !hasEnded else { return .ended }
    let room = target.count - start
    guard room > 0 else { return .full }
    var (status, used, made) = (Z_OK, 0, 0)
    target.withUnsafeMutableBufferPointer { target in
      input.withUnsafeBufferPointer { source in
        // zlib reads through a pointer that is not const by habit only.
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(min(source.count, 1 << 30))
        stream.next_out = target.baseAddress.map { $0 + start }
        stream.avail_out = UInt32(min(room, 1 << 30))
        let (givenIn, givenOut) = (Int(stream.avail_in), Int(stream.avail_out))
        status = inflate(&stream, Z_NO_FLUSH)
        used = givenIn - Int(stream.avail_in)
        made = givenOut - Int(stream.avail_out)
      }
    }
    input = input.dropFirst(used)
    hasEnded = status == Z_STREAM_END
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return .broken }
    if made == room { return .full }
    return hasEnded ? .ended : .hungry(start + made)
  }
}
