import WeirShell
import WeirText

/// The words of the command line as bytes: the standard library would repair what is not UTF-8, Weir refuses it.
enum RawArguments {
  static func problem() -> (diagnostic: Diagnostic, status: Int32)? {
    let words = (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }.map(bytes)
    for (index, word) in words.enumerated() {
      let isProgram = index > 0 && [Array("-e".utf8), Array("--eval".utf8)].contains(words[index - 1])
      let isAttached = !isProgram && word.starts(with: Array("-e".utf8))
      let text = isAttached ? Array(word.dropFirst(2)) : word
      guard let offset = UTF8Validation.firstInvalidOffset(in: text) else { continue }
      let name = isProgram || isAttached ? "-e" : "argument \(index + 1)"
      let problem = InvalidUTF8(offset: offset, byte: text[offset], sourceName: name)
      return (Diagnostic(problem), isProgram || isAttached ? 1 : 2)
    }
    return nil
  }

  private static func bytes(_ pointer: UnsafeMutablePointer<CChar>) -> [UInt8] {
    var result: [UInt8] = []
    var place = pointer
    while place.pointee != 0 {
      result.append(UInt8(bitPattern: place.pointee))
      place += 1
    }
    return result
  }
}
