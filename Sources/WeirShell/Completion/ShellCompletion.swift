import WeirModel
import WeirNatives

/// Names that the system's shell completes on Weir's command line.
public enum ShellCompletion {
  /// The models on this machine, as `load` takes them.
  public static func models() -> [String] {
    ModelLibrary.standard(workingFolder: World.currentFolder(), environment: World.processVariable).models()
      .map(\.name)
  }

  /// The short names of models on the hub.
  public static var repositories: [String] { ShortNames.all }

  /// The codes of errors and warnings.
  public static var codes: [String] { ExplainedCode.all.all.map(\.code) }
}
