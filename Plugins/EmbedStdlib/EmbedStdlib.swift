import Foundation
import PackagePlugin

/// Runs `embed-stdlib` over the folder `Stdlib` whenever one of its files changed.
@main
struct EmbedStdlib: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Stdlib")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedStdlib.swift")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let modules = files.filter { $0.pathExtension == "weir" }.sorted { $0.path < $1.path }
    return [
      .buildCommand(
        displayName: "Embedding Stdlib",
        executable: try context.tool(named: "embed-stdlib").url,
        arguments: [output.path] + modules.map(\.path),
        inputFiles: modules, outputFiles: [output])
    ]
  }
}
