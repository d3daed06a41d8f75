import Foundation
import PackagePlugin

/// Runs `embed-stdlib` over the folder `Stdlib` and its explanations of errors whenever one of its files changed.
@main
struct EmbedStdlib: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Stdlib")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedStdlib.swift")
    let files = try [folder, folder.appending(path: "errors")].flatMap { folder in
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
    let texts = files.filter { ["weir", "md"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
    return [
      .buildCommand(
        displayName: "Embedding Stdlib",
        executable: try context.tool(named: "embed-stdlib").url,
        arguments: [output.path] + texts.map(\.path),
        inputFiles: texts, outputFiles: [output])
    ]
  }
}
