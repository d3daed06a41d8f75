// embed-stdlib OUTPUT MODULE...: writes one Swift file in which every Stdlib module is a raw string.
// Raw strings compile in a fraction of a second where byte arrays take many.
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
guard let output = arguments.first else { exit(2) }

var text = """
  /// The standard library as it was when the program was built, module name -> text.
  public enum EmbeddedStdlib {
    public static let modules: [(name: String, text: String)] = [

  """
for path in arguments.dropFirst() {
  let name = URL(filePath: path).deletingPathExtension().lastPathComponent
  let body = try String(contentsOfFile: path, encoding: .utf8)
  var fence = "#"
  while body.contains("\"\"\"" + fence) { fence += "#" }
  text += "    (\"\(name)\", \(fence)\"\"\"\n\(body)\n\"\"\"\(fence)),\n"
}
text += "  ]\n}\n"
try text.write(toFile: output, atomically: true, encoding: .utf8)
