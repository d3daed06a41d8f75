import WeirModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which Weir this is.
public enum Version {
  public static let number = "0.1.0"

  /// `weir 0.1.0 (4d054bc, swift 6.3, x86_64-linux)`; without the commit when it is not known.
  public static var line: String {
    let facts = [commit(of: FileSystem.executable ?? ""), "swift \(compiler)", "\(architecture)-\(system)"]
    return "weir \(number) (\(facts.compactMap(\.self).joined(separator: ", ")))"
  }

  /// The commit that a program was built from, as `Scripts/start` writes it beside the program.
  ///
  /// A program that was built again since then has another commit, which nobody wrote down.
  static func commit(of executable: String) -> String? {
    var (program, note) = (stat(), stat())
    guard stat(executable, &program) == 0, stat(executable + ".commit", &note) == 0,
      seconds(note) >= seconds(program),
      let text = try? SourceText.file(executable + ".commit").text.trimmed, !text.isEmpty, text.count <= 60,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._+".contains($0)) })
    else { return nil }
    return text
  }

  private static func seconds(_ file: stat) -> Int {
    #if canImport(Glibc)
      file.st_mtim.tv_sec
    #else
      file.st_mtimespec.tv_sec
    #endif
  }

  /// What else matters when results or speed are compared.
  public static var details: [String] {
    [
      "matrix products by \(system == "linux" ? "oneDNN" : "Accelerate")",
      "linear algebra by \(system == "linux" ? "LAPACK" : "Accelerate")",
    ]
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6"
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  private static var system: String {
    #if os(Linux)
      "linux"
    #else
      "macos"
    #endif
  }
}
