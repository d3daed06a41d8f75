import Foundation
import Testing

/// What happens when the program's streams are closed, full or left early, and when it is told to stop.
@Suite struct StreamTests {
  /// Runs a line of the system's shell in which `weir` is the built program.
  private func shell(_ line: String, environment: [String: String] = [:]) throws -> (
    output: String, errors: String, code: Int32
  ) {
    let scratch = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "ulimit -t 60; " + line]
    process.currentDirectoryURL = scratch.url
    var variables = [
      "PATH": try Weir.executable.deletingLastPathComponent().path + ":/usr/bin:/bin", "HOME": scratch.url.path,
      "LC_ALL": "C.UTF-8",
    ]
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    process.environment = variables
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, said, process.terminationStatus)
  }

  @Test(arguments: [
    // A reader that leaves early is no failure, and nobody hears of it.
    ("weir -e 'for i in 0..<100000 { print(i) }' | head -1", "0\n", "", 0),
    ("weir -e 1 >&-", "", "", 0), ("weir <&-", "", "", 0), ("weir -e 1 <&-", "1\n", "", 0),
    ("weir -e 'print(1)' 2>&-", "1\n", "", 0), ("weir -e nosuch 2>&-; echo $?", "1\n", "", 0),
    ("weir -e 1 <&- >&- 2>&-; echo $?", "0\n", "", 0),
    ("env -u HOME weir -e 1", "1\n", "", 0), ("env -i \"$(command -v weir)\" -e '\"ü\"'", "\"ü\"\n", "", 0),
    ("LC_ALL=C weir -e '\"ü\"'", "\"ü\"\n", "", 0),
    ("printf 'print(2)' | weir", "2\n", "", 0), ("printf 'print(2)' | weir -", "2\n", "", 0),
    ("weir --json -e '{a: [1, none], b: \"x\"}' | tr -d ' \\n'", "{\"a\":[1,null],\"b\":\"x\"}", "", 0),
  ])
  func streamsMayBeMissing(_ line: String, _ output: String, _ errors: String, _ code: Int32) throws {
    let outcome = try shell(line)
    #expect(outcome.output == output && outcome.errors == errors && outcome.code == code, "\(outcome)")
  }

  @Test("what a line of a script gave, and nothing holds, takes memory while the others run")
  func valuesThatNothingHolds() throws {
    guard FileManager.default.fileExists(atPath: "/proc/self/status") else { return }
    let outcome = try shell(
      """
      printf 'zeros({a: 50000000})\nzeros({a: 50000000})\nprint("done")\n' > a.weir; mkfifo in
      weir -i a.weir < in > out 2> /dev/null &
      exec 3> in
      until grep -q done out || ! kill -0 $!; do sleep 0.02; done
      grep VmHWM /proc/$!/status | tr -dc 0-9
      """)
    let kilobytes = try #require(Int(outcome.output), "\(outcome)")
    #expect(kilobytes > 200_000 && kilobytes < 300_000)
  }

  @Test func outputThatCannotBeWrittenIsAFailure() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try shell("weir -e 'print(1)' > /dev/full")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("cannot write the output: no space left on device"), "\(outcome)")
  }

  @Test(arguments: [
    ("while true { }", 0.5), ("xs = [i * i for i in 0..<100000000]", 0.5),
    ("generate(\"the cat\", max: 200); while true { }", 1.0),
    // LAPACK hears nothing: the process ends without waiting for it.
    ("eigenvectors(random_normal({a: 2500, b: 2500}))", 2.0),
  ])
  func anInterruptEndsAProgramWith130(_ program: String, _ seconds: Double) throws {
    let line = "weir -e '\(program)' & pid=$!; sleep \(seconds); kill -INT $pid; wait $pid; echo $?"
    // A shell without job control has its background jobs ignore interrupts; `set -m` gives them their own.
    let outcome = try shell("set -m; " + line)
    #expect(outcome.output == "130\n" && outcome.errors.contains("interrupted"), "\(outcome)")
  }

  @Test(arguments: [
    "print(\"x\" * 20000000)", "for i in 0..<3000 { print(\"twenty characters ..\") }; while true { }",
    "while true { print(1) }",
  ])
  func anInterruptIsHeardWhileNobodyReadsTheOutput(_ program: String) throws {
    let line = "sleep 30 < pipe > said 2>&1 & sleeper=$!; weir -e '\(program)' > pipe & pid=$!"
    let end = "sleep 1; kill -INT $pid; wait $pid; echo $?; kill -KILL $sleeper"
    let outcome = try shell("set -m; mkfifo pipe; \(line); \(end)")
    #expect(outcome.output == "130\n" && outcome.errors.contains("interrupted"), "\(outcome)")
  }

  @Test func aReportOfWorkThatDoesNotEndHoldsWhatWasDone() throws {
    let program = "print \"first\"\ny = eigenvectors(random_normal({a: 2500, b: 2500}))\nprint \"last\"\n"
    let outcome = try shell(
      """
      set -m; printf '%s' "$PROGRAM" > a.weir; weir report a.weir -o a.html & pid=$!
      sleep 2; kill -INT $pid; wait $pid; echo $?; grep -c '>first' a.html; ls
      """, environment: ["PROGRAM": program])
    #expect(outcome.output.hasPrefix("130\n") && outcome.output.hasSuffix("a.html\na.weir\n"), "\(outcome)")
  }

  @Test func anInterruptedSweepKeepsItsFinishedCellsAndTheStatusTells() throws {
    let program = """
      def slowly(x) {
        print("cell")
        for i in 0..<200000 { i }
        1 + 0 * mean(x.logits)
      }
      r = run "the cat"
      s = sweep(r, over: [i for i in 0..<4000], do: i -> r, measure: slowly)
      finished = len([x for x in s if x == 1])
      print(finished > 0 and finished < 4000)
      """
    let outcome = try shell(
      """
      set -m; printf '%s' "$PROGRAM" > s.weir; weir s.weir > said & pid=$!
      until [ "$(grep -c cell said)" -ge 3 ] || ! kill -0 $pid; do sleep 0.05; done
      kill -INT $pid; wait $pid; echo $?; tail -1 said
      """, environment: ["PROGRAM": program])
    #expect(outcome.output == "130\ntrue\n" && outcome.errors.contains("of 4000 cells"), "\(outcome)")
  }

  @Test func whatAProgramPrintsReachesAPipeWhileItComputes() throws {
    // The computation would go on for ever; what it printed does not wait for its end.
    let program = "print 1; print 2; print 3; print 4; while true { }"
    let outcome = try shell("mkfifo pipe; weir -e '\(program)' > pipe & pid=$!; head -4 pipe; kill -KILL $pid")
    #expect(outcome.output == "1\n2\n3\n4\n", "\(outcome)")
  }

  @Test(arguments: [
    ("weir help len", "The number of items", 0), ("weir help E2001", "E2001", 0), ("weir help for", "for", 0),
    ("weir help /shuffle", "shuff", 0), ("weir help check", "weir check", 0), ("weir help nosuchword", "nosuchword", 1),
    ("weir help", "weir", 0),
  ])
  func helpFromTheCommandLineIsTheHelpOfThePrompt(_ line: String, _ part: String, _ code: Int32) throws {
    let outcome = try shell(line)
    #expect((outcome.output + outcome.errors).contains(part) && outcome.code == code, "\(outcome)")
  }

  @Test func bashCompletesModelNames() throws {
    let outcome = try shell("weir ---completion doctor -- positional@0 0 0 ''")
    #expect(outcome.output.split(separator: "\n").contains("brook"), "\(outcome)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsKnowTheOptions(_ name: String) throws {
    let script = try Weir.run("--completions", name).output
    for option in ["allow-write", "color", "json", "seed"] { #expect(script.contains(option)) }
  }

  @Test(arguments: [
    ("weir --al", ["--allow-read", "--allow-write"]), ("weir --color n", ["never"]), ("weir --completions f", ["fish"]),
    ("weir an", ["analysis.weir"]),
  ])
  func bashCompletes(_ line: String, _ expected: [String]) throws {
    let words = line.split(separator: " ").map { "'\($0)'" }.joined(separator: " ")
    let count = line.split(separator: " ").count - 1
    let outcome = try shell(
      """
      shopt -s extglob; touch analysis.weir other.txt; weir --completions bash > script; . ./script
      COMP_WORDS=(\(words)); COMP_CWORD=\(count); COMP_LINE='\(line)'; COMP_POINT=\(line.count)
      "$(complete -p weir | sed 's/.*-F \\([^ ]*\\).*/\\1/')" weir "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$((COMP_CWORD - 1))]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    let found = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(found == expected, "\(outcome)")
  }
}
