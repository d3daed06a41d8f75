import Foundation
import Testing

@testable import WeirShell

struct HistoryTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "weir-history-\(UUID().uuidString)")
  private var path: String { folder.path + "/deep/history" }

  @Test(arguments: [
    "x = 1", "a\nb\n", "tab\tand \\n and \\\\", "ü堰🧠", "\r", "\\", "x\\", "line\\\nnext", "\u{1B}[A",
  ])
  func anEntryComesBackAsItWas(_ entry: String) {
    defer { try? FileManager.default.removeItem(at: folder) }
    HistoryFile(path: path).append(entry)
    HistoryFile(path: path).append("after")
    #expect(HistoryFile(path: path).load() == [entry, "after"])
  }

  @Test func theFileIsThePersonsOwn() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    HistoryFile(path: path).append("x")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func blanksBeforeAnEntryAndRepetitionsKeepItOut() {
    var history = History(file: nil)
    for entry in ["a", "a", " secret", "b", "a", "   ", ""] { history.add(entry) }
    #expect(history.entries == ["a", "b", "a"])
  }

  @Test func twoSessionsDoNotLoseEachOthersEntries() {
    defer { try? FileManager.default.removeItem(at: folder) }
    var first = History(file: HistoryFile(path: path))
    var second = History(file: HistoryFile(path: path))
    first.add("one")
    second.add("two")
    first.add("three")
    #expect(History(file: HistoryFile(path: path)).entries == ["one", "two", "three"])
  }

  @Test func aLineThatWasCutShortDoesNotSwallowTheNext() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "deep"), withIntermediateDirectories: true)
    try Data(Array("good\nbad \u{e9}".utf8.dropLast())).write(to: URL(filePath: path))
    var history = History(file: HistoryFile(path: path))
    #expect(history.entries == ["good"])
    history.add("next")
    #expect(History(file: HistoryFile(path: path)).entries == ["good", "next"])
  }

  @Test func aLongFileIsCutToItsNewestEntries() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "deep"), withIntermediateDirectories: true)
    let lines = (1...(HistoryFile.mostEntries + 5)).map { "x\($0)" }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(HistoryFile(path: path).load().count == HistoryFile.mostEntries)
    #expect(HistoryFile(path: path).load() == lines.suffix(HistoryFile.keptEntries))
  }

  @Test func aFolderThatCannotBeWrittenIsSaidAndDoesNoHarm() {
    let file = HistoryFile(path: "/proc/weir/history")
    var history = History(file: file)
    let isKept = history.add("x")
    #expect(isKept)
    #expect(history.entries == ["x"])
    #expect(history.problem?.contains("/proc/weir/history") == true)
  }

  @Test(
    arguments: [
      (["WEIR_HISTORY": "/a/b", "HOME": "/h"], "/a/b"), (["WEIR_HISTORY": "", "HOME": "/h"], nil),
      (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/weir/history"), (["HOME": "/h"], "/h/.local/state/weir/history"),
      ([:], nil), (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/weir/history"),
    ] as [([String: String], String?)])
  func theEnvironmentSaysWhereItIs(_ environment: [String: String], _ path: String?) {
    #expect(HistoryFile.standard { environment[$0] }?.path == path)
  }
}

struct HistoryRecallTests {
  private let entries = ["run a", "x = 1", "run b", "y", "run b"]

  /// Steps from a text, giving what is shown after each; a step without an entry leaves the text.
  private func walk(from text: String, _ steps: [Int]) -> [String] {
    var recall = HistoryRecall()
    var shown = text
    return steps.map { step in
      shown = recall.step(step, from: shown, in: entries) ?? shown
      return shown
    }
  }

  @Test func upWalksBackAndDownReturnsToWhatWasTyped() {
    #expect(walk(from: "", [-1, -1, -1, 1, 1, 1, 1]) == ["run b", "y", "run b", "y", "run b", "", ""])
  }

  @Test func aTypedBeginningSelectsTheEntriesThatBeginWithIt() {
    #expect(walk(from: "run", [-1, -1, -1, 1, 1]) == ["run b", "run a", "run a", "run b", "run"])
    #expect(walk(from: "x", [-1, -1, 1]) == ["x = 1", "x = 1", "x"])
    #expect(walk(from: "zzz", [-1, 1]) == ["zzz", "zzz"])
  }
}
