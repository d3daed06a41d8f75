import Foundation

/// A hub on this machine's loopback address that misbehaves as told: it cuts connections, lies about lengths, redirects.
final class HubServer: @unchecked Sendable {
  /// What the server does with requests for one path.
  struct Reply: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body = Data()
    /// Breaks the connection after so many bytes of the body.
    var cutAfter: Int?
    /// Whether `Range` is heeded.
    var resumes = true
    /// Whether the body comes in chunks, its length never said.
    var isChunked = false
    /// How long the server thinks before it answers.
    var delay = 0.0
  }

  struct Seen: Sendable {
    let method: String
    let path: String
    let headers: [String: String]
  }

  let port: UInt16
  private let socket: Int32
  private let lock = NSLock()
  private var respond: @Sendable (Seen, Int) -> Reply
  private var log: [Seen] = []

  /// Starts answering; `respond` gets the request and how often its path was asked for before.
  init(_ respond: @escaping @Sendable (Seen, Int) -> Reply) throws {
    self.respond = respond
    let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    socket = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(descriptor, plain, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, plain, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0, let self else { return }
        // Each on a thread of its own, as two programs may ask at once.
        Thread.detachNewThread {
          self.answer(connection)
          close(connection)
        }
      }
    }
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  var endpoint: String { "http://127.0.0.1:\(port)" }

  var requests: [Seen] { lock.withLock { log } }

  private func answer(_ connection: Int32) {
    guard let request = HubServer.read(connection) else { return }
    let earlier = lock.withLock {
      log.append(request)
      return log.filter { $0.path == request.path && $0.method == request.method }.count - 1
    }
    var reply = respond(request, earlier)
    if reply.delay > 0 { Thread.sleep(forTimeInterval: reply.delay) }
    var start = 0
    if reply.resumes, reply.status == 200, let range = request.headers["range"] {
      start = Int(range.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
      if start >= reply.body.count {
        reply = Reply(status: 416)
        start = 0
      } else {
        reply.status = 206
        reply.headers["Content-Range"] = "bytes \(start)-\(reply.body.count - 1)/\(reply.body.count)"
      }
    }
    let body = reply.body.dropFirst(start)
    var head = "HTTP/1.1 \(reply.status) Any\r\nConnection: close\r\n"
    if reply.isChunked {
      head += "Transfer-Encoding: chunked\r\n"
    } else if reply.headers["Content-Length"] == nil {
      head += "Content-Length: \(body.count)\r\n"
    }
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    HubServer.send(Data((head + "\r\n").utf8), to: connection)
    if request.method == "HEAD" { return }
    if reply.isChunked { return HubServer.send(chunked(body, cutAfter: reply.cutAfter), to: connection) }
    HubServer.send(Data(body.prefix(reply.cutAfter ?? body.count)), to: connection)
  }

  /// A body in chunks of 10,000 bytes; the last, empty one is missing where it is cut.
  private func chunked(_ body: Data, cutAfter: Int?) -> Data {
    var result = Data()
    var rest = body.prefix(cutAfter ?? body.count)
    while !rest.isEmpty {
      let chunk = rest.prefix(10_000)
      result += Data("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Data("\r\n".utf8)
      rest = rest.dropFirst(chunk.count)
    }
    return cutAfter == nil ? result + Data("0\r\n\r\n".utf8) : result
  }

  private static func send(_ data: Data, to connection: Int32) {
    data.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Foundation.send(
          connection, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        if count <= 0 { return }
        sent += count
      }
    }
  }

  private static func read(_ connection: Int32) -> Seen? {
    var text = ""
    var piece = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = recv(connection, &piece, piece.count, 0)
      if count <= 0 { return nil }
      text += String(decoding: piece.prefix(count), as: UTF8.self)
    }
    let lines = text.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return Seen(method: String(words[0]), path: String(words[1]), headers: headers)
  }
}

extension POSIXError {
  fileprivate init(_ code: POSIXErrorCode) { self.init(code, userInfo: [:]) }
}
