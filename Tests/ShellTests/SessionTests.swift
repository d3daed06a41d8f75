import Foundation
import Testing

/// Every file in Tests/Spec/sessions, played on a pseudo-terminal against the built program.
@Suite(.serialized) struct SessionTests {
  static let transcripts: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Spec/sessions")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    // `WEIR_SESSIONS=paste,resize` plays only those whose names contain one of the words.
    let words = ProcessInfo.processInfo.environment["WEIR_SESSIONS"]?.split(separator: ",") ?? [""]
    return files.filter { $0.pathExtension == "session" }.filter { file in
      words.contains { $0.isEmpty || file.lastPathComponent.contains($0) }
    }.sorted { $0.path < $1.path }
  }()

  @Test(arguments: transcripts)
  func theScreenIsTheOneInTheTranscript(_ file: URL) throws {
    try TranscriptRun(Transcript(file)).play()
  }

  @Test func thereAreTranscripts() { #expect(!Self.transcripts.isEmpty) }
}
