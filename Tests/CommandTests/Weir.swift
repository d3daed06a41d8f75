import Foundation
import TestSupport

/// One run of the built program: what went in, and what came out.
struct Weir {
  var arguments: [String] = []
  var input = Data()
  var environment: [String: String] = [:]
  var folder: URL?

  struct Outcome {
    let output: String
    let errors: String
    let code: Int32
    let wasKilled: Bool
  }

  static func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Outcome {
    try Weir(arguments: arguments, input: Data(input.utf8), environment: environment).run()
  }

  /// The program that was built beside the tests.
  static var executable: URL { get throws { try BuiltProgram.named("weir") } }

  /// Runs it with a bounded environment: nothing of the tester's terminal, home or cache reaches it.
  func run(timeout: TimeInterval = 60) throws -> Outcome {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "weir-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = try Weir.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? scratch
    var variables = ["PATH": "/usr/bin:/bin", "HOME": scratch.path, "LANG": "C.UTF-8", "TERM": "xterm-256color"]
    variables.merge(environment) { $1 }
    process.environment = variables

    let files = try ["in", "out", "err"].map { name in
      let url = scratch.appending(path: "." + name)
      try (name == "in" ? input : Data()).write(to: url)
      return url
    }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    let deadline = Date(timeIntervalSinceNow: timeout)
    while process.isRunning && Date() < deadline { usleep(2000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self),
      code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal)
  }
}
