import Foundation
import Testing
import WeirText

@testable import WeirNatives

/// A world whose output is dropped, in a folder of its own.
private func scratchWorld(_ permissions: (String) -> Permissions = { _ in .everything }) throws -> World {
  let folder = FileManager.default.temporaryDirectory.appending(path: "weir-world-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return World(workingFolder: folder.path, permissions: permissions(folder.path), write: { _ in }, draw: { _ in })
}

@Test("what is written is read back, and both are recorded") func writesAndReads() throws {
  let world = try scratchWorld()
  defer { try? FileManager.default.removeItem(atPath: world.workingFolder) }
  try world.write(Array("weir\n".utf8), to: "a.txt")
  #expect(try world.readText("./a.txt") == "weir\n")
  #expect(world.writes.map(\.byteCount) == [5])
  #expect(world.reads.map(\.path) == world.writes.map(\.path))
}

@Test("a script cannot step out of its folders", arguments: ["../x", "/etc/passwd", "a/../../x", "sub/../../x"])
func permissionsHold(path: String) throws {
  let world = try scratchWorld { .script(in: $0, workingFolder: $0) }
  defer { try? FileManager.default.removeItem(atPath: world.workingFolder) }
  let refusal = #expect(throws: WorldProblem.self) { try world.write([], to: path) }
  #expect(refusal?.help.first?.hasPrefix("weir --allow-write=/") == true)
  #expect(throws: WorldProblem.self) { try world.read(path) }
}

@Test("the folder to write in counts from the working folder") func outputFolderIsRelative() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "weir-world-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder + "/made", withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let world = World(
    workingFolder: folder, permissions: .script(in: folder, workingFolder: folder, allowWrite: ["made"]),
    outputFolder: "made", write: { _ in }, draw: { _ in })
  try world.write(Array("x".utf8), to: "a.txt")
  #expect(FileManager.default.fileExists(atPath: folder + "/made/a.txt"))
}

@Test("a link out of the folder is not a way out") func linksAreResolved() throws {
  let world = try scratchWorld { .script(in: $0, workingFolder: $0) }
  defer { try? FileManager.default.removeItem(atPath: world.workingFolder) }
  try FileManager.default.createSymbolicLink(
    atPath: world.workingFolder + "/out", withDestinationPath: FileManager.default.temporaryDirectory.path)
  #expect(throws: WorldProblem.self) { try world.write([], to: "out/x") }
}

@Test("text that is not UTF-8 names the offset") func invalidText() throws {
  let world = try scratchWorld()
  defer { try? FileManager.default.removeItem(atPath: world.workingFolder) }
  try world.write([0x61, 0xC3, 0xA4, 0xFF, 0x62], to: "bad")
  #expect(throws: WorldProblem.notText(path: "bad", offset: 3)) { try world.readText("bad") }
}

@Test("a missing file and a folder are refused with the reason") func unreadable() throws {
  let world = try scratchWorld()
  defer { try? FileManager.default.removeItem(atPath: world.workingFolder) }
  let missing = #expect(throws: WorldProblem.self) { try world.read("none.txt") }
  #expect(missing?.message.contains("no such file") == true)
  #expect(throws: WorldProblem.notAFile(path: ".")) { try world.read(".") }
}
