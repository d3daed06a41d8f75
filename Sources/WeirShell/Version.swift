/// Which Weir this is.
public enum Version {
  public static let number = "0.1.0"

  /// `weir 0.1.0 (swift 6, x86_64-linux)`.
  public static var line: String { "weir \(number) (swift \(compiler), \(architecture)-\(system))" }

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
