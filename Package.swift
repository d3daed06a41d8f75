// swift-tools-version: 6.1
import PackageDescription

// The house, from the ground up: a target imports only those above it in this list.
let package = Package(
  name: "weir",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "weir", targets: ["weir"]),
    .executable(name: "weir-pull", targets: ["weir-pull"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(
      name: "CLineEditor", cSettings: [.define("_GNU_SOURCE", .when(platforms: [.linux]))],
      linkerSettings: [.linkedLibrary("edit")]),
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O3", "-fno-math-errno", "-ffp-contract=fast"])],
      linkerSettings: [
        .linkedLibrary("dnnl", .when(platforms: [.linux])),
        .linkedLibrary("lapacke", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "CPaper",
      linkerSettings: [
        .linkedLibrary("dl", .when(platforms: [.linux])), .linkedLibrary("m", .when(platforms: [.linux])),
      ]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .target(name: "WeirText"),
    .target(name: "WeirLanguage", dependencies: ["WeirText"]),
    .target(name: "WeirTensor", dependencies: ["CKernels", "WeirText"]),
    .target(name: "WeirModel", dependencies: ["CKernels", "CZlib", "WeirTensor", "WeirText"]),
    .target(name: "WeirFigure", dependencies: ["CPaper", "CZlib", "WeirText"]),
    .target(
      name: "WeirNatives",
      dependencies: ["WeirText", "WeirLanguage", "WeirTensor", "WeirModel", "WeirFigure"]),
    .target(name: "WeirStdlib", plugins: ["EmbedStdlib"]),
    .target(
      name: "WeirShell",
      dependencies: [
        "CCommonMark", "CKernels", "CLineEditor", "WeirText", "WeirLanguage", "WeirTensor", "WeirModel",
        "WeirFigure", "WeirNatives", "WeirStdlib",
      ]),
    .executableTarget(
      name: "weir",
      dependencies: [
        "WeirLanguage", "WeirModel", "WeirNatives", "WeirShell", "WeirText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Fetches models; a program of its own, so that the shell does not carry the network.
    .target(
      name: "CDownload", linkerSettings: [.linkedLibrary("curl"), .linkedLibrary("crypto")]),
    .executableTarget(
      name: "weir-pull",
      dependencies: [
        "CDownload", "WeirText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Turns the folder Stdlib into one Swift file of raw strings at build time.
    .executableTarget(name: "embed-stdlib"),
    .plugin(name: "EmbedStdlib", capability: .buildTool(), dependencies: ["embed-stdlib"]),

    .testTarget(name: "TextTests", dependencies: ["WeirText"]),
    .testTarget(name: "LanguageTests", dependencies: ["WeirLanguage"]),
    .testTarget(name: "TensorTests", dependencies: ["WeirTensor"]),
    .testTarget(name: "ModelTests", dependencies: ["CZlib", "WeirModel"]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "FigureTests", dependencies: ["CKernels", "CPaper", "CZlib", "TestSupport", "WeirFigure"],
      exclude: ["Goldens"]),
    .testTarget(name: "NativesTests", dependencies: ["WeirNatives", "WeirStdlib"]),
    .target(
      name: "CPseudoTerminal", path: "Tests/CPseudoTerminal", linkerSettings: [.linkedLibrary("util")]),
    .testTarget(name: "ShellTests", dependencies: ["CKernels", "CPseudoTerminal", "TestSupport", "WeirShell", "weir"]),
    // Runs the built program as a person does: arguments, standard input, files; output, errors and exit code.
    .testTarget(name: "CommandTests", dependencies: ["TestSupport", "weir"]),
    .testTarget(name: "PullTests", dependencies: ["TestSupport", "weir-pull"]),
  ],
  swiftLanguageModes: [.v6]
)
