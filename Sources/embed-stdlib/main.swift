// embed-stdlib OUTPUT FILE...: writes one Swift file in which every Stdlib module (`.weir`) and every page of explanations
// (`.md`) is a raw string.
// Raw strings compile in a fraction of a second where byte arrays take many.
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
guard let output = arguments.first else { exit(2) }

func entries(_ pathExtension: String) throws -> String {
  var text = ""
  for path in arguments.dropFirst() where URL(filePath: path).pathExtension == pathExtension {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    let body = try String(contentsOfFile: path, encoding: .utf8)
    var fence = "#"
    while body.contains("\"\"\"" + fence) { fence += "#" }
    text += "    (\"\(name)\", \(fence)\"\"\"\n\(body)\n\"\"\"\(fence)),\n"
  }
  return text
}

let text = """
  /// The standard library as it was when the program was built.
  public enum EmbeddedStdlib {
    /// Module name -> text.
    public static let modules: [(name: String, text: String)] = [
  \(try entries("weir"))  ]

    /// Pages that explain the codes of errors and warnings: stage -> text.
    public static let explanations: [(name: String, text: String)] = [
  \(try entries("md"))  ]
  }

  """
try text.write(toFile: output, atomically: true, encoding: .utf8)
