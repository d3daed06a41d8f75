import WeirText

/// What the shell itself refuses.
public enum ShellProblem: Problem, Equatable {
  /// An error that no layer below turned into a fact.
  case bug(String)
  /// `nearest` is a file beside it, or a word of the command line, that may have been meant.
  case cannotRead(path: String, reason: String, nearest: String? = nil)
  case cannotRunEditor(String)
  case cannotWriteOutput(String)
  case expectedFailure
  case folderNotFound(String)
  /// `weir check` of a program whose model is not on this machine.
  case modelNotChecked(String)
  case missingArgument(command: String, argument: String)
  case noArgument(command: String)
  case noModel
  case noProgram(path: String)
  case notAReport(path: String)
  case nothingMentions(String, suggestion: String?)
  case nothingToEdit
  case nothingToReload
  /// A replayed entry shows another line; nil for a line that is missing.
  case replayDiffers(entry: Int, was: String?, now: String?)
  /// A script that another version or build of Weir saved.
  case savedByAnother(String, this: String)
  /// The model that a saved script names is not the one of that name here.
  case savedModelDiffers(String)
  case sourceTooLarge(name: String, byteCount: Int, limit: Int)
  case unknownCode(String, suggestion: String?)
  case unknownCommand(String, suggestion: String?)
  case unknownName(String, suggestion: String?)
  case unknownSetting(String, suggestion: String?)
  case unknownSettingValue(setting: String, value: String, allowed: String)
  case ambiguousCommand(String, candidates: [String])

  public var code: String {
    switch self {
    case .cannotRead: "E8002"
    case .sourceTooLarge: "E8003"
    case .cannotWriteOutput: "E8004"
    case .unknownCode: "E8021"
    case .unknownCommand: "E8010"
    case .ambiguousCommand: "E8011"
    case .missingArgument: "E8012"
    case .noArgument: "E8013"
    case .unknownName: "E8020"
    case .unknownSetting: "E8030"
    case .unknownSettingValue: "E8031"
    case .folderNotFound: "E8040"
    case .noModel: "E8051"
    case .modelNotChecked: "E8053"
    case .noProgram: "E8052"
    case .nothingMentions: "E8985"
    case .nothingToEdit: "E8041"
    case .nothingToReload: "E8043"
    case .cannotRunEditor: "E8042"
    case .notAReport: "E8070"
    case .expectedFailure: "E8071"
    case .replayDiffers: "E8986"
    case .savedByAnother: "E8987"
    case .savedModelDiffers: "E8988"
    case .bug: "E8999"
    }
  }

  public var message: String {
    switch self {
    case .bug(let description): "bug in Weir: \(description)"
    case .cannotRead(let path, let reason, _): "cannot read `\(path)`: \(reason)"
    case .cannotRunEditor(let command): "the editor `\(command)` did not run"
    case .cannotWriteOutput(let reason): "cannot write the output: \(reason)"
    case .expectedFailure: "this block is marked `error=expected` and did not fail"
    case .folderNotFound(let path): "there is no folder `\(path)`"
    case .missingArgument(let command, let argument): "`:\(command)` needs \(argument)"
    case .noArgument(let command): "`:\(command)` takes nothing after it"
    case .modelNotChecked(let name):
      "the model `\(name)` is not on this machine: its layers, heads, sites and tokens are not checked"
    case .noModel: "no model is at hand"
    case .noProgram(let path): "there is no program `\(path)`"
    case .notAReport(let path): "`\(path)` holds no script: `weir report` did not make it"
    case .nothingMentions(let word, _): "nothing mentions `\(word)`"
    case .nothingToReload: "no file was loaded yet"
    case .nothingToEdit: "there is no earlier entry to edit"
    case .replayDiffers(let entry, _, _): "entry \(entry) shows something else than it did"
    case .savedByAnother(let version, let this): "this script was saved by \(version); this is \(this)"
    case .savedModelDiffers(let name):
      "the model `\(name)` here is not the one that this script was saved with: its files differ"
    case .sourceTooLarge(let name, let byteCount, let limit):
      "`\(name)` has \(byteCount) bytes; a program has at most \(limit)"
    case .unknownCode(let code, _): "there is no error `\(code)`"
    case .unknownCommand(let name, _): "there is no command `:\(name)`"
    case .unknownName(let name, _): "nothing is known about `\(name)`"
    case .unknownSetting(let name, _): "there is no setting `\(name)`"
    case .unknownSettingValue(let setting, let value, let allowed):
      "`\(setting)` cannot be `\(value)`; it is \(allowed)"
    case .ambiguousCommand(let name, let candidates):
      "`:\(name)` may mean \(Count.list(candidates.map { "`:\($0)`" }, "or"))"
    }
  }

  public var notes: [String] {
    switch self {
    case .bug: ["please report the input that led here, with the output of `weir --version --verbose`"]
    case .replayDiffers(_, let was, let now):
      ["it was " + Self.quoted(was), "it is  " + Self.quoted(now)]
    case .savedByAnother: ["its values may differ in the last digits, or where a function has changed"]
    default: []
    }
  }

  /// A shown line, or that there is none.
  private static func quoted(_ line: String?) -> String { line.map { "`\($0)`" } ?? "no such line" }

  public var help: [String] {
    switch self {
    case .unknownCommand(_, let suggestion):
      [suggestion.map { "did you mean `:\($0)`?" } ?? "`:help commands` lists them"]
    case .unknownCode(_, let suggestion):
      [suggestion.map { "did you mean `\($0)`?" } ?? "`weir explain` alone lists them"]
    case .cannotRead(_, _, let nearest?): ["did you mean `\(nearest)`?"]
    case .unknownName(_, let suggestion): suggestion.map { ["did you mean `\($0)`?"] } ?? []
    case .nothingMentions(_, let suggestion):
      [suggestion.map { "did you mean `\($0)`?" } ?? "try another word for it; `help` alone shows where to begin"]
    case .unknownSetting(_, let suggestion): [suggestion.map { "did you mean `\($0)`?" } ?? "`:set` alone lists them"]
    case .nothingToReload: [":load FILE"]
    case .noModel: ["load \"brook\""]
    case .cannotRunEditor: ["name one that exists in the environment variable EDITOR"]
    default: []
    }
  }
}
