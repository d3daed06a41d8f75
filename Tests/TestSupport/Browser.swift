import Foundation

/// The browser in which pages are tried.
public enum Browser {
  /// Whether a browser and the Python that drives it are there.
  public static let isThere: Bool = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let has = { (name: String) in folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/" + name) } }
    return has("python3")
      && ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].contains(where: has)
  }()

  /// Runs a script of Tests/Browser; its status, and all that it wrote.
  public static func run(_ script: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Browser/" + script).path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B", path] + arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
