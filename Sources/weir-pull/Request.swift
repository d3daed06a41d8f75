import CDownload

/// One HTTP request, its answer handed over piece by piece.
struct Request {
  let url: String
  var token: String?
  /// The byte to begin at; the server may begin at 0 all the same, which `Answer.start` tells.
  var start = 0
  var isHead = false
  var followsRedirects = true

  /// What came back besides the body.
  struct Answer {
    var status = 0
    /// Names in lower case; of the final response when redirects are followed.
    var headers: [String: String] = [:]
    /// Why the transfer broke off; nil when it was whole.
    var fault: String?

    /// The byte at which the body begins.
    var start: Int {
      guard status == 206, let range = headers["content-range"] else { return 0 }
      return Int(range.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
    }
  }

  /// Where libcurl's callbacks put what they get.
  private final class Receiver {
    var answer = Answer()
    let take: (Answer, UnsafeBufferPointer<UInt8>) -> Bool
    init(_ take: @escaping (Answer, UnsafeBufferPointer<UInt8>) -> Bool) { self.take = take }

    func header(_ line: String) {
      if line.hasPrefix("HTTP/") {
        answer.status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        answer.headers = [:]
      } else if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        answer.headers[line[..<colon].lowercased()] = String(value)
      }
    }
  }

  /// Sends it; `take` gets each piece of the body with what is known of the answer, and returns false to break off.
  func send(_ take: @escaping (Answer, UnsafeBufferPointer<UInt8>) -> Bool = { _, _ in true }) -> Answer {
    let receiver = Receiver(take)
    let callbacks = weir_download_receiver(
      context: Unmanaged.passUnretained(receiver).toOpaque(),
      header: { context, line, count in
        guard let context, let line else { return }
        let bytes = UnsafeRawBufferPointer(start: line, count: count)
        let text = String(decoding: bytes, as: UTF8.self).filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
        Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue().header(text)
      },
      body: { context, bytes, count in
        guard let context else { return 0 }
        let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
        return receiver.take(receiver.answer, UnsafeBufferPointer(start: bytes, count: count)) ? count : 0
      })
    var result = weir_download_result()
    _ = weir_download(url, token, Int64(start), isHead ? 1 : 0, followsRedirects ? 1 : 0, callbacks, &result)
    var answer = receiver.answer
    answer.status = Int(result.status)
    if result.code != 0 {
      answer.fault = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
    return answer
  }

  /// Sends it and keeps a body of at most `limit` bytes.
  func body(limit: Int) -> (answer: Answer, bytes: [UInt8]) {
    var bytes: [UInt8] = []
    let answer = send { _, piece in
      bytes.append(contentsOf: piece)
      return bytes.count <= limit
    }
    return (answer, bytes)
  }
}
