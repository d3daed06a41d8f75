import Foundation

/// A program of this package, as it was built beside the tests.
public enum BuiltProgram {
  /// Where the program of a name lies.
  /// - Throws: `Missing`.
  public static func named(_ name: String) throws -> URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appending(path: name)
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
      if isThere, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    throw Missing(name: name)
  }

  /// No such program was built.
  public struct Missing: Error {
    public let name: String
  }
}
