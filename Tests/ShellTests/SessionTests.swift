import Foundation
import Testing

/// Every file in Tests/Spec/sessions, played on a pseudo-terminal against the built program.
@Suite(.serialized) struct SessionTests {
  static let transcripts: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Spec/sessions")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "session" }.sorted { $0.path < $1.path }
  }()

  @Test(arguments: transcripts)
  func theScreenIsTheOneInTheTranscript(_ file: URL) throws {
    try TranscriptRun(Transcript(file)).play()
  }

  @Test func thereAreTranscripts() { #expect(!Self.transcripts.isEmpty) }
}
